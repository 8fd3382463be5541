import { simulatedSecrets } from '../kiosk/simulated-secrets.ts';

/** What a sealed file holds for whoever has both the disk and the safe storage; null where it opens no more. */
export function sealedIn(bytes: Uint8Array): unknown {
  const opened = simulatedSecrets.unseal(bytes);
  return opened === null ? null : JSON.parse(Buffer.from(opened).toString('utf8'));
}
