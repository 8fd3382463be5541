import bwip from 'bwip-js/node';
import type { IssuedCard } from './issued-card.ts';

/** ID-1 of ISO/IEC 7810, and the page that eight of them fit on. Lengths in millimetres. */
const STYLE = `
@page { size: A4; margin: 12mm }
* { box-sizing: border-box }
body { margin: 0; font-family: "Noto Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: #111 }
main { display: grid; grid-template-columns: repeat(2, 85.6mm); gap: 6mm 8mm; justify-content: center }
article { position: relative; width: 85.6mm; height: 53.98mm; border: 0.2mm solid #999; border-radius: 3.18mm;
  overflow: hidden; break-inside: avoid; background: #fff }
h1 { position: absolute; left: 5mm; top: 4mm; margin: 0; font-size: 5.2mm; color: #a3193f }
p { position: absolute; left: 5mm; margin: 0; font-size: 2.9mm }
.number { top: 14mm; font: 600 4.1mm ui-monospace, "DejaVu Sans Mono", Consolas, monospace }
.valid { top: 21mm }
.serial { top: 26mm; color: #555 }
.qr { position: absolute; right: 3mm; top: 2.5mm; width: 32mm; height: 32mm }
.bars { position: absolute; left: 3mm; right: 3mm; bottom: 3mm; height: 14mm }
svg { display: block; width: 100%; height: 100% }
`;

/** ISO/IEC 18004 and 15417 ask for 4 and 10 modules of white around a code. */
const QR_QUIET_MODULES = 4;
const BARS_QUIET_MODULES = 10;

/** A page to print, complete in itself: each card in the size of a bank card with its bar code and signed QR. */
export function sheetOf(cards: readonly IssuedCard[]): string {
  return `<!doctype html>
<html lang="zh">
<meta charset="utf-8">
<title>荔湾英才卡 ${cards.length}</title>
<style>${STYLE}</style>
<main>
${cards.map(articleOf).join('\n')}
</main>
</html>
`;
}

function articleOf({ cardNumber, validFrom, validUntil, issueSerial, qr }: IssuedCard): string {
  return `<article data-card="${cardNumber}">
<h1>荔湾英才卡</h1>
<p class="number">${cardNumber.replace(/(.{4})(?=.)/g, '$1 ')}</p>
<p class="valid">有效期 ${validFrom} – ${validUntil}</p>
<p class="serial">签发 No. ${issueSerial}</p>
<div class="qr">${qrSvg(qr)}</div>
<div class="bars">${barsSvg(cardNumber)}</div>
</article>`;
}

/** bwip-js gives error correction M by itself: 15 % of the symbol may be scratched. */
function qrSvg(text: string): string {
  const padding = QR_QUIET_MODULES;
  return bwip.toSVG({ bcid: 'qrcode', text, scale: 1, padding });
}

/** As wide as the card; the bars may be drawn higher, never wider. */
function barsSvg(text: string): string {
  const svg = bwip.toSVG({ bcid: 'code128', text, scale: 1, height: 8, paddingwidth: BARS_QUIET_MODULES });
  return svg.replace('<svg ', '<svg preserveAspectRatio="none" ');
}
