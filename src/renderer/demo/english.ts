import type { demoChinese } from './texts.ts';

export const demoEnglish: typeof demoChinese = {
  title: 'Demo cards',
  hint: 'No camera and no plastic card? Click a card to hold it in front of the lens.',
  show: 'Show demo cards',
  hide: 'Hide',
  present: 'Hold up: {{title}}',
  website: 'Website QR',
  two: 'Two cards at once',
  print: 'Print the cards',
  sheet: 'Demo cards in real size (85.6 × 54 mm): cut them out and hold them to the camera or hand scanner.',
};
