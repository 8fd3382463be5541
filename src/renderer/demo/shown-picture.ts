import { cardCanvas, type PicturedCard, slipCanvas } from './card-picture.ts';

/** The picture that is shown to the scanner. */
export type ShownThing =
  | { readonly kind: 'card'; readonly card: PicturedCard }
  | { readonly kind: 'two-cards'; readonly cards: readonly [PicturedCard, PicturedCard] }
  | { readonly kind: 'website' };

const WIDTH = 1280;
const HEIGHT = 720;
/** A hand holds a card a little askew, and a picture from a hand is a little blurred. */
const TURN_DEGREES = -4;
const BLUR = 'blur(0.8px)';
const WEBSITE = 'https://www.lw.gov.cn/';

/** The picture that a camera would take of it: on a desk, a little turned and blurred, 1280 x 720. */
export function takePicture(shown: ShownThing): ImageData {
  const context = new OffscreenCanvas(WIDTH, HEIGHT).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d context for a picture');
  drawDesk(context);
  context.filter = BLUR;
  switch (shown.kind) {
    case 'card':
      place(context, cardCanvas(shown.card), { x: 0.5, scale: 0.88, degrees: TURN_DEGREES });
      break;
    case 'two-cards':
      place(context, cardCanvas(shown.cards[0]), { x: 0.26, scale: 0.58, degrees: TURN_DEGREES });
      place(context, cardCanvas(shown.cards[1]), { x: 0.75, scale: 0.58, degrees: -TURN_DEGREES });
      break;
    case 'website':
      place(context, slipCanvas(WEBSITE), { x: 0.5, scale: 0.75, degrees: TURN_DEGREES });
      break;
  }
  return context.getImageData(0, 0, WIDTH, HEIGHT);
}

function drawDesk(context: OffscreenCanvasRenderingContext2D): void {
  const desk = context.createLinearGradient(0, 0, WIDTH, HEIGHT);
  desk.addColorStop(0, '#8d8a86');
  desk.addColorStop(1, '#6f6b68');
  context.fillStyle = desk;
  context.fillRect(0, 0, WIDTH, HEIGHT);
}

function place(
  context: OffscreenCanvasRenderingContext2D,
  drawn: OffscreenCanvas,
  at: { x: number; scale: number; degrees: number },
): void {
  context.save();
  context.translate(at.x * WIDTH, HEIGHT / 2);
  context.rotate((at.degrees * Math.PI) / 180);
  context.scale(at.scale, at.scale);
  context.drawImage(drawn, -drawn.width / 2, -drawn.height / 2);
  context.restore();
}
