/** One byte of brightness a pixel, row after row without gaps. */
export interface GreyPicture {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** What a page can hand to the decoder. A frame or bitmap is closed once it was read. */
export type Picture = VideoFrame | ImageBitmap | ImageData;

/** Formats whose first plane is the brightness, byte by byte: nothing has to be converted. */
const BRIGHTNESS_FIRST: readonly (VideoPixelFormat | null)[] = ['I420', 'I420A', 'I422', 'I444', 'NV12'];

/** Used again for every frame: at ten frames a second a buffer for each would keep the collector busy. */
let planes = new Uint8ClampedArray(0);
let canvas: OffscreenCanvas | null = null;

/**
 * The picture's brightness. What it answers for a frame of a camera holds only until the next call. Rejects
 * where the picture was closed before, or the graphics memory is gone.
 */
export async function greyOf(picture: Picture): Promise<GreyPicture> {
  if (picture instanceof ImageData) return greyOfColours(picture);
  try {
    return picture instanceof VideoFrame && BRIGHTNESS_FIRST.includes(picture.format)
      ? await greyOfPlanes(picture)
      : greyOfColours(drawn(picture));
  } finally {
    picture.close();
  }
}

async function greyOfPlanes(frame: VideoFrame): Promise<GreyPicture> {
  const bytes = frame.allocationSize();
  if (planes.byteLength < bytes) planes = new Uint8ClampedArray(bytes);
  const [brightness] = await frame.copyTo(planes);
  if (brightness === undefined) throw new Error('a frame without planes');
  const width = frame.visibleRect?.width ?? frame.codedWidth;
  const height = frame.visibleRect?.height ?? frame.codedHeight;
  const { offset, stride } = brightness;
  // Rows are moved to the front, each to where nothing is read any longer.
  for (let row = 0; stride !== width && row < height; row += 1) {
    planes.copyWithin(offset + row * width, offset + row * stride, offset + row * stride + width);
  }
  return { data: planes.subarray(offset, offset + width * height), width, height };
}

function drawn(picture: VideoFrame | ImageBitmap): ImageData {
  const width = picture instanceof ImageBitmap ? picture.width : picture.displayWidth;
  const height = picture instanceof ImageBitmap ? picture.height : picture.displayHeight;
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d context for the decoder');
  // A picture with see-through parts is meant to lie on white.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0);
  return context.getImageData(0, 0, width, height);
}

function greyOfColours({ data, width, height }: ImageData): GreyPicture {
  const grey = new Uint8ClampedArray(width * height);
  for (let pixel = 0, at = 0; pixel < grey.length; pixel += 1, at += 4) {
    grey[pixel] = (77 * (data[at] ?? 0) + 150 * (data[at + 1] ?? 0) + 29 * (data[at + 2] ?? 0)) >> 8;
  }
  return { data: grey, width, height };
}

/** The same picture as a canvas takes it. */
export function coloursOf({ data, width, height }: GreyPicture): ImageData {
  const colours = new ImageData(width, height);
  const pixels = new Uint32Array(colours.data.buffer);
  for (let at = 0; at < data.length; at += 1) {
    // Red, green and blue alike under a full alpha.
    pixels[at] = 0xff000000 | ((data[at] ?? 0) * 0x010101);
  }
  return colours;
}
