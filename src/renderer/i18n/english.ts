import { printEnglish } from '../print/english.ts';
import { scannerEnglish } from '../scanner/english.ts';
import { badgeEnglish } from '../staff/english.ts';
import { trustEnglish } from '../trust/english.ts';
import { en } from './en.ts';

/** By namespace: the English of all words that the first load has in Chinese. A window that shows Chinese does not wait for it. */
export const english = {
  desk: en,
  scanner: scannerEnglish,
  trust: trustEnglish,
  print: printEnglish,
  badge: badgeEnglish,
};
