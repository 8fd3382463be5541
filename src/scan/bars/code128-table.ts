/**
 * ISO/IEC 15417: the symbol characters of Code 128 by value, each as the widths in modules of bar, space,
 * bar, space, bar, space. 103 to 105 start a code in set A, B or C.
 */
const WIDTHS =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122' +
  '123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323' +
  '131123131321112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131' +
  '213113213311213131311123311321331121312113312311332111314111221411431111111224111422121124121421141122' +
  '141221112214112412122114122411142112142211241211221114413111241112134111111242121142121241114212124112' +
  '124211411212421112421211212141214121412121111143111341131141114113114311411113411311113141114131311141' +
  '411131211412211214211232';

/** The stop character has a seventh element, the last bar. */
const STOP_WIDTHS = '2331112';

export const SYMBOL_MODULES = 11;
export const STOP_MODULES = 13;
export const START_A = 103;
export const START_C = 105;
/** The weighted sum of a code's values is taken by this. */
export const CHECK_MODULUS = 103;
export const VALUE_COUNT = 106;

/** 1 is dark; one entry a module. */
export function modulesOf(value: number): number[] {
  return modulesOfWidths(WIDTHS.slice(value * 6, value * 6 + 6));
}

export function stopModules(): number[] {
  return modulesOfWidths(STOP_WIDTHS);
}

function modulesOfWidths(widths: string): number[] {
  return widths
    .split('')
    .flatMap((width, index) => Array<number>(Number(width)).fill(index % 2 === 0 ? 1 : 0));
}

const CODE_C = 99;
const CODE_B = 100;
const CODE_A = 101;
const SHIFT = 98;

/** FNC1: at the start it only says that the text follows GS1, further on it parts two fields. */
const FUNCTION_1 = 102;
const GROUP_SEPARATOR = '\x1d';
/** FNC3 (96) and FNC2 (97) tell a hand scanner what to do with the text, and stand for no character. */
const FUNCTION_3 = 96;
const FUNCTION_2 = 97;
/** FNC4 lifts characters by this, into the second half of Latin-1. */
const LIFT = 128;

/**
 * The text of a code's values from its start character to the last before the check character; null if they
 * make none. FNC4 lifts the character after it, twice in a row all that follow, until it comes twice again.
 */
export function textOfValues(values: readonly number[]): string | null {
  let set = 'ABC'.charAt((values[0] ?? 0) - START_A);
  let shifted = false;
  let isLifted = false;
  let isNextOther = false;
  let text = '';
  for (const [place, value] of values.slice(1).entries()) {
    const own = shifted && set !== 'C' ? (set === 'A' ? 'B' : 'A') : set;
    shifted = false;
    if (own === 'C' && value < 100) text += String(value).padStart(2, '0');
    else if (own !== 'C' && value < FUNCTION_3) {
      text += String.fromCharCode(characterOf(own, value) + (isLifted === isNextOther ? 0 : LIFT));
      isNextOther = false;
    } else if (value === FUNCTION_1) text += place === 0 ? '' : GROUP_SEPARATOR;
    else if (value === SHIFT && own !== 'C') shifted = true;
    else if (value === CODE_C && own !== 'C') set = 'C';
    else if (value === CODE_B && own !== 'B') set = 'B';
    else if (value === CODE_A && own !== 'A') set = 'A';
    else if (own !== 'C' && (value === CODE_A || value === CODE_B)) {
      if (isNextOther) isLifted = !isLifted;
      isNextOther = !isNextOther;
    } else if (value !== FUNCTION_2 && value !== FUNCTION_3) return null;
  }
  return text === '' || shifted ? null : text;
}

function characterOf(set: string, value: number): number {
  if (value < 64 || set === 'B') return value + 32;
  return value - 64;
}
