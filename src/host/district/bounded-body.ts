export type BoundedBody =
  | { readonly kind: 'whole'; readonly text: string }
  /** More than the limit: reading was stopped there. */
  | { readonly kind: 'too large' }
  /** The line broke, or the compression did not fit, before the end. */
  | { readonly kind: 'cut short' };

/** Reads a reply's body, but never more than `bytesMax`. A timeout rejects as the request does. */
export async function readBounded(body: AsyncIterable<Uint8Array>, bytesMax: number): Promise<BoundedBody> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      if (bytes > bytesMax) return { kind: 'too large' };
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof DOMException) throw error;
    return { kind: 'cut short' };
  }
  return { kind: 'whole', text: Buffer.concat(chunks).toString('utf8') };
}
