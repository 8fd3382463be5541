import type { Text } from '../base/text.ts';
import { MATTER_NUMBER_LENGTH_MAX, type MatterNumberFault } from './matter-number.ts';

/** What the clerk is told of a text that is no 办件编号. */
export const MATTER_NUMBER_FAULTS: Readonly<Record<MatterNumberFault, Text>> = {
  form: {
    zh: '请扫描或输入受理回执上的办件编号：4 位以上字母、数字和 -',
    en: 'Scan or type the number of the matter: four or more letters, digits and hyphens',
  },
  'too-long': {
    zh: `办件编号最长 ${MATTER_NUMBER_LENGTH_MAX} 位，请核对受理回执`,
    en: `The number of a matter has at most ${MATTER_NUMBER_LENGTH_MAX} characters: look at the receipt of the hall`,
  },
  card: notOfPerson('英才卡号', 'a card'),
  telephone: notOfPerson('手机号码', 'a mobile'),
  identity: notOfPerson('身份证号码', 'an identity'),
};

function notOfPerson(zh: string, en: string): Text {
  return {
    zh: `这像是${zh}，不能作办件编号。请扫描受理回执上的编号`,
    en: `This looks like ${en} number, and is no number of a matter. Scan the receipt of the hall`,
  };
}
