import { type CodeKind, codePatternOf } from '../../ui/code-pattern.ts';

export interface PicturedCard {
  readonly cardNumber: string;
  readonly code: CodeKind;
  /** What its QR says where that is more than the number. */
  readonly qrText?: string | undefined;
}

/** 85.6 x 54 mm at 300 dots an inch. */
export const CARD_WIDTH = 1012;
const CARD_HEIGHT = 638;

const MARGIN = 56;
const CORNER = 36;
/** ISO/IEC 15417 and 18004 ask for 10 and 4 modules of white around a code. */
const QUIET_ZONE_MODULES = { code128: 10, qr: 4 };
const LITCHI = '#a3193f';
const LITCHI_DARK = '#5c0f2f';
const GOLD = '#f3d9a4';
const INK = '#1b1116';
const CHINESE = '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif';

/** Draws a talent card that fills the canvas; the canvas is set to the card's size, `width` pixels across. */
export function drawCard(canvas: HTMLCanvasElement, card: PicturedCard, width: number): void {
  const drawn = cardCanvas(card);
  canvas.width = width;
  canvas.height = Math.round((width * CARD_HEIGHT) / CARD_WIDTH);
  const context = contextOf(canvas);
  context.imageSmoothingQuality = 'high';
  context.drawImage(drawn, 0, 0, canvas.width, canvas.height);
}

/** A talent card in full size. */
export function cardCanvas(card: PicturedCard): OffscreenCanvas {
  const canvas = new OffscreenCanvas(CARD_WIDTH, CARD_HEIGHT);
  const context = contextOf(canvas);
  context.beginPath();
  context.roundRect(0, 0, CARD_WIDTH, CARD_HEIGHT, CORNER);
  context.clip();
  drawGround(context);
  drawTitle(context);
  if (card.code === 'qr') drawSquareSide(context, card);
  else drawBarPanel(context, card);
  return canvas;
}

/** A white slip with a QR of any text: what somebody may show that is no card. */
export function slipCanvas(text: string): OffscreenCanvas {
  const canvas = new OffscreenCanvas(CARD_HEIGHT, CARD_HEIGHT);
  const context = contextOf(canvas);
  const box = { x: 0, y: 0, width: CARD_HEIGHT, height: CARD_HEIGHT };
  drawPanel(context, box, 0);
  drawCode(context, box, { text, code: 'qr' });
  return canvas;
}

/** In groups of four, as a person reads it out. */
function groupedNumber(cardNumber: string): string {
  return cardNumber.match(/.{1,4}/g)?.join(' ') ?? '';
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function contextOf(canvas: HTMLCanvasElement | OffscreenCanvas): Context {
  const context = canvas.getContext('2d') as Context | null;
  if (context === null) throw new Error('no 2d context for a card');
  return context;
}

/** Litchi red with the arcades of the old town. */
function drawGround(context: Context): void {
  const ground = context.createLinearGradient(0, 0, CARD_WIDTH, CARD_HEIGHT);
  ground.addColorStop(0, LITCHI);
  ground.addColorStop(1, LITCHI_DARK);
  context.fillStyle = ground;
  context.fillRect(0, 0, CARD_WIDTH, CARD_HEIGHT);
  context.strokeStyle = GOLD;
  context.globalAlpha = 0.16;
  context.lineWidth = 5;
  for (let x = 640; x < CARD_WIDTH + 120; x += 120) {
    context.beginPath();
    context.moveTo(x - 52, 250);
    context.lineTo(x - 52, 110);
    context.arc(x, 110, 52, Math.PI, 0);
    context.lineTo(x + 52, 250);
    context.stroke();
  }
  context.globalAlpha = 1;
}

function drawTitle(context: Context): void {
  context.textBaseline = 'alphabetic';
  context.fillStyle = '#ffffff';
  context.font = `700 84px ${CHINESE}`;
  context.fillText('荔湾英才卡', MARGIN, 138);
  context.fillStyle = GOLD;
  context.font = `500 32px ${CHINESE}`;
  context.fillText('LIWAN TALENT CARD', MARGIN + 4, 192);
}

function drawBarPanel(context: Context, card: PicturedCard): void {
  const panel = { x: MARGIN / 2, y: 250, width: CARD_WIDTH - MARGIN, height: 360 };
  drawPanel(context, panel, CORNER / 2);
  drawCode(context, { ...panel, y: panel.y + 30, height: 215 }, { text: card.cardNumber, code: card.code });
  context.fillStyle = INK;
  context.font = '600 58px ui-monospace, "DejaVu Sans Mono", Consolas, monospace';
  context.textAlign = 'center';
  context.fillText(groupedNumber(card.cardNumber), CARD_WIDTH / 2, panel.y + 325);
  context.textAlign = 'start';
}

function drawSquareSide(context: Context, card: PicturedCard): void {
  const side = 400;
  const panel = {
    x: CARD_WIDTH - side - MARGIN / 2,
    y: CARD_HEIGHT - side - MARGIN / 2,
    width: side,
    height: side,
  };
  drawPanel(context, panel, CORNER / 2);
  drawCode(context, panel, { text: card.qrText ?? card.cardNumber, code: card.code });
  context.fillStyle = GOLD;
  context.font = `500 32px ${CHINESE}`;
  context.fillText('卡号 No.', MARGIN, 470);
  context.fillStyle = '#ffffff';
  context.font = '600 52px ui-monospace, "DejaVu Sans Mono", Consolas, monospace';
  context.fillText(groupedNumber(card.cardNumber), MARGIN, 545, panel.x - 1.5 * MARGIN);
}

function drawPanel(context: Context, panel: Box, corner: number): void {
  context.fillStyle = '#ffffff';
  context.beginPath();
  context.roundRect(panel.x, panel.y, panel.width, panel.height, corner);
  context.fill();
}

/** Draws the code in the middle of the box. A module is whole pixels wide, and bars are as high as the box. */
function drawCode(context: Context, box: Box, { text, code }: { text: string; code: CodeKind }): void {
  const { columns, rows, modules } = codePatternOf({ text, code });
  const module = Math.max(1, Math.floor(box.width / (columns + 2 * QUIET_ZONE_MODULES[code])));
  const rowHeight = code === 'qr' ? module : box.height;
  const left = box.x + Math.floor((box.width - columns * module) / 2);
  const top = box.y + Math.floor((box.height - rows * rowHeight) / 2);
  context.fillStyle = INK;
  modules.forEach((isDark, index) => {
    if (!isDark) return;
    const x = left + (index % columns) * module;
    context.fillRect(x, top + Math.floor(index / columns) * rowHeight, module, rowHeight);
  });
}
