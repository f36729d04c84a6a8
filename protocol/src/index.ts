export * from './call.ts';
export * from './constants.ts';
export * from './frames.ts';
export * from './negotiation.ts';
export * from './notifications.ts';
export * from './requests.ts';
export * from './rtp.ts';
