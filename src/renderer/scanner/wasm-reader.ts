import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import type { FoundCode } from './decoder-message.ts';
import { coloursOf, type GreyPicture } from './grey-picture.ts';

const OPTIONS: ReaderOptions = {
  formats: ['Code128', 'QRCode'],
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
  textMode: 'Plain',
  // Two would do to tell two cards; a card beside a poster needs a few more.
  maxNumberOfSymbols: 8,
};

/** Vite finds the package's file, puts it beside the script and writes its address here. */
const WASM_URL = new URL('zxing-wasm/reader/zxing_reader.wasm', import.meta.url).href;

// Without this the library fetches its wasm from a public network, which a desk does not have.
prepareZXingModule({ overrides: { locateFile: () => WASM_URL } });

/** ZXing-C++: every Code 128 and QR in the picture. Rejects where its wasm cannot be loaded. */
export async function readWithWasm(picture: GreyPicture): Promise<FoundCode[]> {
  const results = await readBarcodes(coloursOf(picture), OPTIONS);
  return results
    .filter((result) => result.isValid)
    .map(({ text, position }) => ({
      text,
      stage: 'whole',
      corners: [position.topLeft, position.topRight, position.bottomRight, position.bottomLeft],
    }));
}
