import 'i18next';
import type { demoTexts } from '../demo/texts.ts';
import type { printTexts } from '../print/texts.ts';
import type { recordsTexts } from '../records/texts.ts';
import type { handScannerTexts } from '../scanner/keys/hand-scanner-texts.ts';
import type { scannerTexts } from '../scanner/texts.ts';
import type { trustTexts } from '../trust/texts.ts';
import type { zh } from './zh.ts';

/** A key that does not exist is a type error. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'desk';
    resources: {
      desk: typeof zh;
      scanner: typeof scannerTexts.zh;
      handScanner: typeof handScannerTexts.zh;
      demo: typeof demoTexts.zh;
      trust: typeof trustTexts.zh;
      records: typeof recordsTexts.zh;
      print: typeof printTexts.zh;
    };
  }
}
