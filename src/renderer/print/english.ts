import type { printChinese } from './texts.ts';

export const printEnglish: typeof printChinese = {
  trouble: {
    unreachable: 'The printer is off, or its cable is loose',
    'paper-out': 'The printer has no paper: put in a new roll',
    offline: 'The printer is not ready: look at its lid and buttons',
    uncertain: 'Printing broke off: see whether it came out, and print it again if not',
  },
  waiting: '{{trouble}} ({{count}} waiting)',
  printing: 'Printing, {{count}} left',
  empty: 'Do not print',
  full: 'Too many papers wait, so this one was not printed. Mend the printer first.',
  failed: 'Not printed. Press it once more.',
  again: 'Print again',
};
