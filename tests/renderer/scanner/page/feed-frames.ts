import { type ShownThing, takePicture } from '../../../../src/renderer/demo/shown-picture.ts';
import { createDecoder } from '../../../../src/renderer/scanner/camera/decoder.ts';

const CARD = { cardNumber: 'LW20260001I' } as const;
const HELD: readonly (ShownThing | null)[] = [
  null,
  { kind: 'card', card: { ...CARD, code: 'code128' } },
  null,
  { kind: 'card', card: { ...CARD, code: 'qr' } },
];

/** Sends frames to a decoder of its own, as a camera would, one after another; how many got no answer. */
export async function feedFrames(count: number): Promise<number> {
  if (decoder === null) {
    decoder = createDecoder();
    // A picture waits for the worker to run, a frame does not.
    await decoder.read(new ImageData(8, 8), { mode: 'picture' });
  }
  pictures ??= HELD.map((held) => planesOf(held === null ? new ImageData(1280, 720) : takePicture(held)));
  let unanswered = 0;
  for (let sent = 0; sent < count; sent += 1) {
    const { data, codedWidth, codedHeight } = pictures[sent % pictures.length] ?? NOTHING;
    const frame = new VideoFrame(data, { format: 'I420', codedWidth, codedHeight, timestamp: sent });
    const result = await decoder.read(frame, { mode: 'frame' });
    if (result.kind !== 'reading') unanswered += 1;
  }
  return unanswered;
}

let decoder: ReturnType<typeof createDecoder> | null = null;
let pictures: Planes[] | null = null;

interface Planes {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly codedWidth: number;
  readonly codedHeight: number;
}

const NOTHING: Planes = { data: new Uint8Array(6), codedWidth: 2, codedHeight: 2 };
const NO_COLOUR = 128;

/** Half the size, for speed: brightness, and two planes of no colour. */
function planesOf(picture: ImageData): Planes {
  const codedWidth = picture.width / 2;
  const codedHeight = picture.height / 2;
  const data = new Uint8Array((codedWidth * codedHeight * 3) / 2).fill(NO_COLOUR);
  for (let pixel = 0; pixel < codedWidth * codedHeight; pixel += 1) {
    const x = (pixel % codedWidth) * 2;
    const y = Math.floor(pixel / codedWidth) * 2;
    data[pixel] = picture.data[(y * picture.width + x) * 4] ?? 0;
  }
  return { data, codedWidth, codedHeight };
}
