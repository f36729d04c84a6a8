// A proxy with https before a Parley without, which passes no WebSockets on. Arguments: certificate, key, Parley's port.
import { readFileSync } from 'node:fs';
import { ProxyWithoutUpgrade } from '../../doctor/testing/ProxyWithoutUpgrade.ts';

const [cert = '', key = '', upstream] = process.argv.slice(2);
const tls = { cert: readFileSync(cert), key: readFileSync(key) };
await ProxyWithoutUpgrade.start({ host: '::', port: 443, upstream: Number(upstream), tls });
console.log('ready');
