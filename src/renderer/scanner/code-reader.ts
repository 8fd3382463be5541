import type { FoundCode } from './decoder-message.ts';
import type { GreyPicture } from './grey-picture.ts';
import { readWithScript } from './script-reader.ts';
import { readWithWasm } from './wasm-reader.ts';

interface CodeReading {
  readonly codes: readonly FoundCode[];
  readonly strip: GreyPicture | null;
}

/** Every way of reading that the worker has, behind one. */
interface CodeReader {
  readonly isWasm: boolean;
  readFrame(picture: GreyPicture): Promise<CodeReading>;
  readPicture(picture: GreyPicture): Promise<CodeReading>;
  forget(): void;
}

/** The script reader is slow and rarely better: it looks at every fourth picture that had nothing. */
const FRUITLESS_BEFORE_SCRIPT = 4;
/** In a row; then the wasm is not there, or broken by what it was given, and is not asked again. */
const WASM_FAILURES_MAX = 3;

export async function createCodeReader(): Promise<CodeReader> {
  let fruitless = 0;
  let wasmFailures = 0;

  async function codesIn(picture: GreyPicture): Promise<readonly FoundCode[]> {
    const found = wasmFailures < WASM_FAILURES_MAX ? await readWithWasm(picture).catch(() => null) : null;
    wasmFailures = found === null ? wasmFailures + 1 : 0;
    if (found !== null && found.length > 0) {
      fruitless = 0;
      return found;
    }
    fruitless += 1;
    // Without wasm the script reader is all there is.
    return found === null || fruitless % FRUITLESS_BEFORE_SCRIPT === 0 ? readWithScript(picture) : [];
  }

  const read = async (picture: GreyPicture) => ({ codes: await codesIn(picture), strip: null });
  return {
    get isWasm() {
      return wasmFailures === 0;
    },
    readFrame: read,
    readPicture: read,
    forget() {
      fruitless = 0;
    },
  };
}
