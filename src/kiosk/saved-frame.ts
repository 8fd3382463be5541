import type { Host } from '../host-api/host-api.ts';

export type SavedFrame = { readonly kind: 'failed' } | { readonly kind: 'saved'; readonly path: string };

/** Hands a picture to the host, which keeps it on its disk. Never rejects, since a lost picture must not stop a desk. */
export async function saveFrame(host: Host, png: Blob): Promise<SavedFrame> {
  try {
    const answer = await host.call('scanner.saveFrame', { pngBase64: await base64Of(png) });
    return answer.ok ? { kind: 'saved', path: answer.path } : { kind: 'failed' };
  } catch {
    return { kind: 'failed' }; // it is too large or unreadable, or nobody answers: it makes no difference to the technician
  }
}

/** This many bytes fit into the arguments of one call. */
const CHUNK_BYTES = 0x8000;

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK_BYTES));
  }
  return btoa(binary);
}
