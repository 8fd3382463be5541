import { prepareZXingModule, type ZXingReaderModule } from 'zxing-wasm/reader';
import { type AddedFormat, CORRECTED, type CodeFormat, type RawCode } from '../found-code.ts';
import { areApart, type GreyPicture } from '../picture/picture.ts';

export interface ZxingOptions {
  readonly formats: readonly CodeFormat[];
  readonly harder: boolean;
  readonly inverted: boolean;
  readonly rotated: boolean;
  readonly reduced: boolean;
  readonly denoised: boolean;
  /** Code 39, ITF and Codabar without a check character of their own are none. */
  readonly checked: boolean;
  /** `local` weighs each pixel against its surroundings, `global` all against one threshold. */
  readonly threshold: 'local' | 'global';
}

/** A QR anywhere in a picture, however it is turned. */
export const QR_WHOLE: ZxingOptions = {
  formats: ['QRCode'],
  harder: true,
  inverted: true,
  rotated: false,
  reduced: true,
  denoised: false,
  checked: true,
  threshold: 'local',
};

/** ZXing-C++ as WebAssembly, without promises: once it is there, a picture is read at once. */
export interface ZxingReader {
  read(picture: GreyPicture, options: ZxingOptions): RawCode[];
}

const SYMBOLS_MAX = 8;
/** The library numbers its choices. */
const LOCAL_AVERAGE = 0;
const GLOBAL_HISTOGRAM = 1;
const DOWNSCALE_FROM = 500;
const DOWNSCALE_BY = 3;

/** Every Emscripten module has these; the library's types take them from a package that we do not have. */
interface WasmMemory {
  readonly HEAPU8: Uint8Array;
  _malloc(size: number): number;
  _free(address: number): void;
}

/** Results live in the module's memory until they are let go of. */
interface Disposable {
  delete(): void;
}

/** Starts the module from its own bytes, so that it never looks for them anywhere. */
export async function startZxing(wasm: ArrayBuffer): Promise<ZxingReader> {
  const overrides = { wasmBinary: wasm } as NonNullable<
    Parameters<typeof prepareZXingModule>[0]
  >['overrides'];
  const started: unknown = await prepareZXingModule({ overrides, fireImmediately: true });
  const module = started as ZXingReaderModule & WasmMemory;
  return { read: (picture, options) => read(module, picture, options) };
}

function read(
  module: ZXingReaderModule & WasmMemory,
  picture: GreyPicture,
  options: ZxingOptions,
): RawCode[] {
  const memory = module._malloc(picture.data.length);
  if (memory === 0) throw new Error(`no ${picture.data.length} bytes of memory for the picture`);
  try {
    module.HEAPU8.set(picture.data, memory);
    const results = module.readBarcodesFromPixmap(memory, picture.width, picture.height, settings(options));
    const codes: RawCode[] = [];
    for (let index = 0; index < results.size(); index += 1) {
      const result = results.get(index);
      const format = result === undefined ? null : formatOf(result.format);
      if (result === undefined || !result.isValid || format === null) continue;
      const { topLeft, topRight, bottomRight, bottomLeft } = result.position;
      const corners = [topLeft, topRight, bottomRight, bottomLeft];
      const isBorneOut =
        CORRECTED.includes(format) || (result.lineCount > 1 && areApart(topLeft, bottomLeft));
      codes.push({ text: result.text, format, corners, isBorneOut });
    }
    (results as unknown as Disposable).delete();
    return codes;
  } finally {
    module._free(memory);
  }
}

function formatOf(name: string): CodeFormat | null {
  if (name === 'Code128') return 'Code128';
  if (name.startsWith('QRCode')) return 'QRCode';
  return ADDED_FORMATS.find((format) => name.startsWith(format)) ?? null;
}

/** The library may tell a kind more narrowly, such as `ITF14` or `AztecCode`. */
const ADDED_FORMATS: readonly AddedFormat[] = [
  'Code39',
  'EAN13',
  'ITF',
  'Codabar',
  'DataMatrix',
  'PDF417',
  'Aztec',
];

function settings(options: ZxingOptions) {
  const { formats, harder, inverted, rotated, reduced, denoised, checked, threshold } = options;
  return {
    formats: formats.join(','),
    tryHarder: harder,
    tryRotate: rotated,
    tryInvert: inverted,
    tryDownscale: reduced,
    tryDenoise: denoised,
    binarizer: threshold === 'local' ? LOCAL_AVERAGE : GLOBAL_HISTOGRAM,
    isPure: false,
    downscaleThreshold: DOWNSCALE_FROM,
    downscaleFactor: DOWNSCALE_BY,
    minLineCount: 2,
    maxNumberOfSymbols: SYMBOLS_MAX,
    validateOptionalChecksum: checked,
    returnErrors: false,
    eanAddOnSymbol: 0,
    textMode: 0,
    characterSet: 0,
    tryCode39ExtendedMode: false,
  };
}
