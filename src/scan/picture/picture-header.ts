/** What a picture's file says of itself before it is unpacked. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size that the file's first bytes say; null for a file of another than the six known kinds, or for a cut one. */
export function sizeInHeader(bytes: DataView): Size | null {
  return (
    pngSizeOf(bytes) ??
    jpegSizeOf(bytes) ??
    gifSizeOf(bytes) ??
    bmpSizeOf(bytes) ??
    webpSizeOf(bytes) ??
    avifSizeOf(bytes)
  );
}

/** ISO/IEC 23008-12, annex B: a phone's photo of HEVC, which neither Chromium nor sharp unpacks. */
const HEIC_BRANDS: readonly string[] = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'];

/** True for a HEIC photo, by the brands that its first box names. */
export function isHeic(bytes: DataView): boolean {
  if (wordAt(bytes, 4) !== 'ftyp') return false;
  const end = Math.min(bytes.getUint32(0), bytes.byteLength, FILE_TYPE_BYTES_MAX);
  for (let at = 8; at + 4 <= end; at += 4) {
    if (HEIC_BRANDS.includes(wordAt(bytes, at))) return true;
  }
  return false;
}

const FILE_TYPE_BYTES_MAX = 256;

export function isBmp(bytes: DataView): boolean {
  return bytes.byteLength >= 26 && bytes.getUint16(0) === BMP_START;
}

const PNG_SIGNATURE = 0x89504e47;

/** PNG specification, 11.2.1: IHDR comes first. */
function pngSizeOf(bytes: DataView): Size | null {
  if (bytes.byteLength < 24 || bytes.getUint32(0) !== PNG_SIGNATURE) return null;
  return { width: bytes.getUint32(16), height: bytes.getUint32(20) };
}

const JPEG_START = 0xffd8;
/** SOF0 to SOF15 but for three that are something else: ITU-T T.81, table B.1. */
const NO_FRAME_MARKERS: readonly number[] = [0xc4, 0xc8, 0xcc];

function jpegSizeOf(bytes: DataView): Size | null {
  if (bytes.byteLength < 4 || bytes.getUint16(0) !== JPEG_START) return null;
  for (let at = 2; at + 9 <= bytes.byteLength && bytes.getUint8(at) === 0xff; ) {
    const marker = bytes.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && !NO_FRAME_MARKERS.includes(marker);
    if (isFrame) return { height: bytes.getUint16(at + 5), width: bytes.getUint16(at + 7) };
    at += 2 + bytes.getUint16(at + 2);
  }
  return null;
}

/** GIF89a, 18: the logical screen. */
function gifSizeOf(bytes: DataView): Size | null {
  if (wordAt(bytes, 0) !== 'GIF8' || bytes.byteLength < 10) return null;
  return { width: bytes.getUint16(6, true), height: bytes.getUint16(8, true) };
}

const BMP_START = 0x424d;

/** BITMAPINFOHEADER; rows from the top down have a height below 0. */
function bmpSizeOf(bytes: DataView): Size | null {
  if (!isBmp(bytes)) return null;
  return { width: Math.abs(bytes.getInt32(18, true)), height: Math.abs(bytes.getInt32(22, true)) };
}

/** RFC 9649: the extended header, or that of the one chunk with or without loss. */
function webpSizeOf(bytes: DataView): Size | null {
  if (wordAt(bytes, 0) !== 'RIFF' || wordAt(bytes, 8) !== 'WEBP' || bytes.byteLength < 30) return null;
  const kind = wordAt(bytes, 12);
  if (kind === 'VP8X') return { width: threeBytesAt(bytes, 24) + 1, height: threeBytesAt(bytes, 27) + 1 };
  if (kind === 'VP8 ') {
    return { width: bytes.getUint16(26, true) & 0x3fff, height: bytes.getUint16(28, true) & 0x3fff };
  }
  if (kind !== 'VP8L') return null;
  const bits = bytes.getUint32(21, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

function threeBytesAt(bytes: DataView, at: number): number {
  return bytes.getUint16(at, true) | (bytes.getUint8(at + 2) << 16);
}

const AVIF_HEADER_BYTES_MAX = 4096;

/** ISO/IEC 23008-12, 6.5.3: the largest of the sizes that the properties name, since tiles have theirs, too. */
function avifSizeOf(bytes: DataView): Size | null {
  if (wordAt(bytes, 4) !== 'ftyp') return null;
  let largest: Size | null = null;
  const end = Math.min(bytes.byteLength, AVIF_HEADER_BYTES_MAX);
  for (let at = 8; at + 16 <= end; at += 1) {
    if (wordAt(bytes, at) !== 'ispe') continue;
    const size = { width: bytes.getUint32(at + 8), height: bytes.getUint32(at + 12) };
    if (largest === null || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}

/** Four bytes as letters; '' beyond the end. */
function wordAt(bytes: DataView, at: number): string {
  if (at + 4 > bytes.byteLength) return '';
  return String.fromCharCode(...[0, 1, 2, 3].map((byte) => bytes.getUint8(at + byte)));
}
