/** The bytes of each pixel in the order in which bmp-ts takes them. */
export function abgrOf(rgba: Buffer): Buffer {
  return Buffer.from(rgba).swap32();
}
