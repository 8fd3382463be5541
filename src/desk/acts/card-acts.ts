import type { DecidedCheck } from '../../app/check/check-card.ts';
import { readCardCode } from '../../domain/card/card-code.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import { cardNumberIn } from '../../domain/card/card-record.ts';
import type { Item } from '../../domain/catalogue/catalogue.ts';
import { isInRange } from '../../domain/catalogue/own-numbers.ts';
import type { ItemDecision } from '../../domain/decision/decision.ts';
import { OWN_NUMBER_TEXT_LENGTH_MAX, ownNumberOf } from '../../domain/journal/own-number.ts';
import { chosenItemOf, type DeskState, type Overlay } from '../desk-state.ts';
import type { Checking } from '../session/checking.ts';
import type { Session } from '../session/session.ts';
import type { GivenStep } from '../step-parts.ts';

/** While these lie over the screen, a card changes nothing. */
const DEAF_OVERLAYS: readonly Overlay['kind'][] = ['lock', 'scanner', 'hand-scanner'];
/** In these something may be half done: a card waits until they are closed. */
const BUSY_OVERLAYS: readonly Overlay['kind'][] = [
  'settings',
  'export',
  'enrol',
  'confirm-date',
  'void',
  'day-end',
  'step',
  'hand-over',
  'change-pin',
  'approve',
];

/** A card is shown: the first one, or another than the one of the open sale. */
export function cardActs(
  session: Session,
  { check, reject }: Checking,
): Pick<DeskState, 'show' | 'showTwoCards' | 'acceptSwitch'> {
  const { get, set } = session;

  /** A card answers the question as a key does. The new card shown again takes over; the card of the order keeps it. */
  async function answerSwitch(shown: DecidedCheck, asked: string, text: string): Promise<void> {
    const number = claimedBy(text, shown);
    if (number === null) return;
    if (!isOtherCard(shown, text)) set({ overlay: null });
    else if (number === claimedBy(asked, shown)) await check(text);
    else set({ overlay: { kind: 'switch-card', text } });
  }

  /**
   * The number of the site's own paper in a text: a 办件编号 while a matter is being opened, a 协议编号 while an agreement is
   * being signed, the number on the venue's own card while a pass is being sold. Null for another text or screen.
   */
  function openingNumberIn(text: string): string | null {
    const { screen, overlay } = get();
    if (screen.kind !== 'decided' || overlay !== null) return null;
    const chosen = chosenItemOf(screen);
    if (chosen === null || !('number' in chosen.details)) return null;
    const { catalogue } = screen.check.facts;
    const number = ownNumberOf(text, catalogue);
    return number !== null && isScannable(catalogue.items, chosen, number) ? number : null;
  }

  /**
   * The step of the open dialog with the text as its 办件编号; null for a card, and for another dialog. The dialog says why a
   * text is no number.
   */
  function stepNumberIn(text: string): GivenStep | null {
    const { overlay } = get();
    if (overlay?.kind !== 'step' || overlay.step.matter?.number == null) return null;
    const { kind } = readCardCode(text, session.work.cardNumbers());
    if (kind === 'card' || kind === 'signed') return null;
    const { recordId } = overlay.step.shown.record;
    return { recordId, number: text.slice(0, OWN_NUMBER_TEXT_LENGTH_MAX) };
  }

  return {
    async show(text) {
      const { screen, overlay } = get();
      if (overlay !== null && DEAF_OVERLAYS.includes(overlay.kind)) return;
      const given = stepNumberIn(text);
      if (given !== null) return void (await get().startStep('number', given));
      if (overlay !== null && BUSY_OVERLAYS.includes(overlay.kind)) return session.letWait(text);
      if (overlay?.kind === 'setup') return get().readInSetup(text);
      // While the list is open, a card narrows the list to its holder; Enter then opens the card.
      if (overlay?.kind === 'today' && (await get().showInList(text))) return;
      const number = openingNumberIn(text);
      if (session.begun !== null && session.isBegunHere()) {
        session.leave(session.begun);
        await check(text);
      } else if (number !== null) {
        get().change({ number });
      } else if (screen.kind !== 'decided' || screen.itemId === null) {
        await check(text);
      } else if (overlay?.kind === 'switch-card') {
        await answerSwitch(screen.check, overlay.text, text);
      } else if (overlay?.kind === 'type' || isOtherCard(screen.check, text)) {
        set({ overlay: { kind: 'switch-card', text } });
      }
    },

    showTwoCards() {
      const { screen, overlay, isWriting } = get();
      if (isWriting || overlay !== null || (screen.kind === 'decided' && screen.itemId !== null)) return;
      session.act();
      reject({ kind: 'two-cards' });
    },

    async acceptSwitch() {
      const { overlay } = get();
      if (overlay?.kind === 'switch-card') await check(overlay.text);
    },
  };
}

/**
 * The number on a venue's own card is scanned only if it is one of the venue's range: a payment code looks like a number,
 * too. Any other one is typed. The papers of a matter and of an agreement have no range.
 */
function isScannable(items: readonly Item[], { itemId, details }: ItemDecision, number: string): boolean {
  if (details.kind !== 'lasting') return true;
  const range = items.find(({ id }) => id === itemId)?.ownNumbers?.range;
  return range !== undefined && isInRange(range, number);
}

/** A code that is no card, for example a payment code in front of the camera, ends no open sale. */
function isOtherCard(check: DecidedCheck, text: string): boolean {
  const number = claimedBy(text, check);
  return number !== null && number !== cardNumberIn(check.facts.lookup);
}

/** The card number in a text; null if the text is no card. */
function claimedBy(text: string, { facts }: DecidedCheck): CardNumber | null {
  const code = readCardCode(text, facts.catalogue);
  if (code.kind === 'signed') return code.claimed;
  return code.kind === 'card' ? code.cardNumber : null;
}
