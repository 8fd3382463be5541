/** What `@electron/fuses` looks for in an Electron: its mark, version 1, how many fuses there are, and each. */
export function fuseWire(length: number): Buffer {
  const mark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
  return Buffer.concat([
    Buffer.from(`electron ${mark}`),
    Buffer.from([1, length]),
    Buffer.from('0'.repeat(length)),
  ]);
}
