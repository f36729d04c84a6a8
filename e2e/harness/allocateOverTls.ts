import { randomBytes, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:tls';
import { AttributeType, MessageClass, Method } from '../../turn/src/stun/codes.ts';
import { encodeMessage } from '../../turn/src/stun/encodeMessage.ts';
import { longTermKey } from '../../turn/src/stun/integrity.ts';
import { StunMessage, type Attribute } from '../../turn/src/stun/StunMessage.ts';

interface Credential {
  username: string;
  credential: string;
}

/** Asks a TURN server for a relay as a browser does (RFC 8656, section 7). Resolves to its answer to the credential. */
export async function allocateOverTls(port: number, user: Credential): Promise<StunMessage | undefined> {
  const socket = connect({ host: 'localhost', port, rejectUnauthorized: false });
  const udp: Attribute = [AttributeType.requestedTransport, Buffer.from([17, 0, 0, 0])];
  const ask = async (attributes: readonly Attribute[], key?: KeyObject): Promise<StunMessage | undefined> => {
    const transactionId = randomBytes(12);
    const { request: messageClass } = MessageClass;
    socket.write(encodeMessage({ method: Method.allocate, messageClass, transactionId, attributes, key }));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    return StunMessage.parse(answer);
  };
  try {
    await once(socket, 'secureConnect');
    const challenge = await ask([udp]);
    const realm = challenge?.get(AttributeType.realm) ?? Buffer.alloc(0);
    const nonce = challenge?.get(AttributeType.nonce) ?? Buffer.alloc(0);
    return await ask(
      [
        udp,
        [AttributeType.username, Buffer.from(user.username)],
        [AttributeType.realm, realm],
        [AttributeType.nonce, nonce],
      ],
      longTermKey(user.username, realm.toString(), user.credential),
    );
  } finally {
    socket.destroy();
  }
}
