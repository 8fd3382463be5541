import { backupTexts } from './backups/texts.ts';
import { erasureTexts } from './cards/erasure/texts.ts';
import { cardTexts } from './cards/texts.ts';
import { draftTexts } from './catalogue/draft/texts.ts';
import { catalogueTexts } from './catalogue/texts.ts';
import { discrepancyTexts } from './discrepancies/texts.ts';
import { kioskTexts } from './kiosks/texts.ts';
import { noticeTexts } from './notices/texts.ts';
import { numberTexts } from './numbers/texts.ts';
import { peopleTexts } from './people/texts.ts';
import { recordTexts } from './records/texts.ts';
import { shellTexts } from './shell/texts.ts';
import { signInTexts } from './sign-in/texts.ts';
import { staffTexts } from './staff/texts.ts';
import { todayTexts } from './today/texts.ts';

const zh = {
  shell: shellTexts.zh,
  signIn: signInTexts.zh,
  today: todayTexts.zh,
  cards: cardTexts.zh,
  erasure: erasureTexts.zh,
  kiosks: kioskTexts.zh,
  discrepancies: discrepancyTexts.zh,
  numbers: numberTexts.zh,
  records: recordTexts.zh,
  notices: noticeTexts.zh,
  catalogue: catalogueTexts.zh,
  draft: draftTexts.zh,
  backups: backupTexts.zh,
  people: peopleTexts.zh,
  staff: staffTexts.zh,
};

const en: typeof zh = {
  shell: shellTexts.en,
  signIn: signInTexts.en,
  today: todayTexts.en,
  cards: cardTexts.en,
  erasure: erasureTexts.en,
  kiosks: kioskTexts.en,
  discrepancies: discrepancyTexts.en,
  numbers: numberTexts.en,
  records: recordTexts.en,
  notices: noticeTexts.en,
  catalogue: catalogueTexts.en,
  draft: draftTexts.en,
  backups: backupTexts.en,
  people: peopleTexts.en,
  staff: staffTexts.en,
};

/** Namespace `office`: every visible string of the console, a file for each folder of pages. */
export const officeTexts = { zh, en };
