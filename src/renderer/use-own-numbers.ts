import type { CardNumberRules } from '../domain/card/card-form.ts';
import { readOwnNumber } from '../domain/journal/own-number.ts';
import { type NumberedThing, ownNumberRefusal } from '../domain/journal/own-number-words.ts';
import { useLanguage } from './i18n/use-language.ts';
import { useSettings } from './kiosk-context.ts';
import { useCatalogue } from './use-catalogue.ts';

/** True if each pass of the item has a number of the venue. */
export function useOwnNumbers(itemId: string): boolean {
  const { siteId } = useSettings();
  const items = useCatalogue()?.items ?? [];
  const item = items.find(({ id, siteIds }) => id === itemId && siteId !== null && siteIds.includes(siteId));
  return item?.ownNumbers !== undefined;
}

/** How a number of the site's own is read under the catalogue in use, and the words for a text that is none. */
export function useNumberRules(thing: NumberedThing): {
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
