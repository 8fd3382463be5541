import type { CardNumberRules } from '../domain/card/card-form.ts';
import { readOwnNumber } from '../domain/journal/own-number.ts';
import { type NumberedThing, ownNumberRefusal } from '../domain/journal/own-number-words.ts';
import { useLanguage } from './i18n/use-language.ts';
import { useCatalogue } from './use-catalogue.ts';

/** How a 办件编号 or 协议编号 is read under the catalogue in use, and the words for a text that is none. */
export function useOwnNumbers(thing: NumberedThing): {
  readonly rules: CardNumberRules;
  readonly refusal: (typed: string) => string;
} {
  const rules = useCatalogue() ?? {};
  const language = useLanguage();
  return {
    rules,
    refusal(typed) {
      const reading = readOwnNumber(typed, rules);
      return reading.ok ? '' : ownNumberRefusal(reading.fault, thing)[language];
    },
  };
}
