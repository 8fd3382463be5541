import type { Text } from '../base/text.ts';
import { unreachable } from '../base/unreachable.ts';
import { OWN_NUMBER_LENGTH_MAX, type OwnNumberFault } from './own-number.ts';

/** What the number belongs to: a 办件, an agreement with a family doctor, a pass of the venue, or what a desk follows. */
export type NumberedThing = 'matter' | 'errand' | 'agreement' | 'pass';

interface NumberWords {
  readonly name: Text;
  /** Where the number stands. */
  readonly paper: Text;
}

const WORDS: Readonly<Record<NumberedThing, NumberWords>> = {
  matter: {
    name: { zh: '办件编号', en: 'number of a matter' },
    paper: { zh: '受理回执', en: 'the receipt of the hall' },
  },
  errand: {
    name: { zh: '工单号', en: 'number' },
    paper: { zh: '工单', en: 'the other system' },
  },
  agreement: {
    name: { zh: '协议编号', en: 'number of an agreement' },
    paper: { zh: '签约协议', en: 'the sheet of the agreement' },
  },
  pass: {
    name: { zh: '卡号', en: 'number of a pass' },
    paper: { zh: '本馆的卡', en: 'the card of the venue' },
  },
};

/** What the clerk is told of a text that is no such number. */
export function ownNumberRefusal(fault: OwnNumberFault, thing: NumberedThing): Text {
  const { name, paper } = WORDS[thing];
  switch (fault) {
    case 'form':
      return {
        zh: `请扫描或输入${paper.zh}上的${name.zh}：4 位以上字母、数字和 -`,
        en: `Scan or type the ${name.en}: four or more letters, digits and hyphens`,
      };
    case 'too-long':
      return {
        zh: `${name.zh}最长 ${OWN_NUMBER_LENGTH_MAX} 位，请核对${paper.zh}`,
        en: `The ${name.en} has at most ${OWN_NUMBER_LENGTH_MAX} characters: look at ${paper.en}`,
      };
    case 'card':
      return notOfPerson({ zh: '英才卡号', en: 'a card' }, WORDS[thing]);
    case 'telephone':
      return notOfPerson({ zh: '手机号码', en: 'a mobile' }, WORDS[thing]);
    case 'identity':
      return notOfPerson({ zh: '身份证号码', en: 'an identity' }, WORDS[thing]);
    default:
      return unreachable(fault);
  }
}

function notOfPerson(like: Text, { name, paper }: NumberWords): Text {
  return {
    zh: `这像是${like.zh}，不能作${name.zh}。请扫描${paper.zh}上的编号`,
    en: `This looks like ${like.en} number, and is no ${name.en}. Scan ${paper.en}`,
  };
}
