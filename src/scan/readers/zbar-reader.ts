import {
  getInstance,
  setModuleArgs,
  ZBarConfigType,
  ZBarScanner,
  ZBarSymbol,
  ZBarSymbolType,
} from '@undecaf/zbar-wasm';
import type { RawCode } from '../found-code.ts';
import { areApart, type GreyPicture } from '../picture/picture.ts';

/**
 * ZBar as WebAssembly (LGPL-2.1): a module of its own that may be replaced by another build of it, since
 * its bytes come from outside.
 */
export interface ZbarReader {
  read(picture: GreyPicture, formats: 'Code128' | 'QRCode' | 'both'): RawCode[];
}

/** `Y800`: one byte of grey a pixel. */
const GREY_FORMAT = 0x30303859;

export async function startZbar(wasm: ArrayBuffer): Promise<ZbarReader> {
  // The library hands its arguments on to Emscripten, which takes the bytes as well as a place to fetch them.
  const args: { readonly wasmBinary: ArrayBuffer } = { wasmBinary: wasm };
  setModuleArgs(args as Parameters<typeof setModuleArgs>[0]);
  const instance = await getInstance();
  const scanners = {
    Code128: await scannerOf([ZBarSymbolType.ZBAR_CODE128]),
    QRCode: await scannerOf([ZBarSymbolType.ZBAR_QRCODE]),
    both: await scannerOf([ZBarSymbolType.ZBAR_CODE128, ZBarSymbolType.ZBAR_QRCODE]),
  };

  function read({ data, width, height }: GreyPicture, formats: keyof typeof scanners): RawCode[] {
    const memory = instance._malloc(data.length);
    if (memory === 0) throw new Error(`no ${data.length} bytes of memory for the picture`);
    instance.HEAPU8.set(data, memory);
    // The image owns the memory from here on and gives it back when it is destroyed.
    const image = instance._Image_create(width, height, GREY_FORMAT, memory, data.length, 0);
    try {
      instance._ImageScanner_scan(scanners[formats].getPointer(), image);
      const symbols = ZBarSymbol.createSymbolsFromPtr(
        instance._Image_get_symbols(image),
        instance.HEAPU8.buffer as ArrayBuffer,
      );
      return symbols.flatMap(codeOf);
    } finally {
      instance._Image_destory(image);
    }
  }

  return { read };
}

async function scannerOf(symbologies: readonly ZBarSymbolType[]): Promise<ZBarScanner> {
  const scanner = await ZBarScanner.create();
  scanner.setConfig(ZBarSymbolType.ZBAR_NONE, ZBarConfigType.ZBAR_CFG_ENABLE, 0);
  for (const symbology of symbologies) {
    scanner.setConfig(symbology, ZBarConfigType.ZBAR_CFG_ENABLE, 1);
    scanner.setConfig(symbology, ZBarConfigType.ZBAR_CFG_BINARY, 1);
  }
  return scanner;
}

/** This many lines across the bars must say the same. ZBar looks at rows one pixel apart, and at columns, too. */
const LINES_MIN = 3;

function codeOf(symbol: ZBarSymbol): RawCode[] {
  const corners = symbol.points.map(({ x, y }) => ({ x, y }));
  if (symbol.type === ZBarSymbolType.ZBAR_CODE128) {
    // Each line across the bars leaves the point where it ended.
    const [first] = corners;
    const isApart = first !== undefined && corners.some((corner) => areApart(first, corner));
    const isBorneOut = isApart && corners.length >= LINES_MIN;
    return [{ text: symbol.decode(), format: 'Code128', corners, isBorneOut }];
  }
  if (symbol.type === ZBarSymbolType.ZBAR_QRCODE)
    return [{ text: symbol.decode(), format: 'QRCode', corners, isBorneOut: true }];
  return [];
}
