import { yuanText } from '../../domain/base/money.ts';
import { bodyOf, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import { isOpeningBody } from '../../domain/records/record.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { useKiosks } from '../kiosks/use-kiosks.ts';
import { isNamedStep, stepText } from '../records/record-words.ts';
import { useWords } from '../shell/i18n.ts';
import { minuteWords } from '../shell/times.ts';
import { useEntry } from './use-discrepancies.ts';

/** One record in words: which kiosk, when, what, and how much. */
export function EntryWords({ journalId, seq }: { readonly journalId: string; readonly seq: number }) {
  const { t } = useWords();
  const kioskOf = useKioskOfJournal();
  const asked = useEntry({ journalId, seq });
  const wordsOf = useEntryWords();
  const entry = asked.data?.entry ?? null;
  return (
    <li>
      <strong>{t('discrepancies.entryAt', { kiosk: kioskOf(journalId), seq })}</strong>
      <div>
        {asked.isLoading
          ? t('shell.loading')
          : entry === null
            ? t('discrepancies.entryMissing')
            : wordsOf(entry)}
      </div>
      <div className="code">
        {journalId}#{seq}
      </div>
    </li>
  );
}

/** The name of the kiosk that keeps a journal. */
export function useKioskOfJournal(): (journalId: string) => string {
  const { t } = useWords();
  const { data } = useKiosks();
  return (journalId) =>
    data?.kiosks.find(({ journals }) => journals.some((journal) => journal.journalId === journalId))?.name ??
    t('discrepancies.unknownKiosk');
}

export function useEntryWords(): (entry: JournalEntry) => string {
  const { t, say } = useWords();
  const { siteName, itemName } = useNames();
  return (entry) => {
    const at = 'effectiveMs' in entry.at ? entry.at.effectiveMs : entry.at.deviceMs;
    const time = minuteWords(at);
    const body = bodyOf(entry);
    if (body?.kind === 'use' || (body !== null && isOpeningBody(body))) {
      const yuan = (fen: number | null) => (fen === null ? t('shell.none') : yuanText(fen));
      return t('discrepancies.use', {
        time,
        site: siteName(entry.siteId),
        item: itemName(body.itemId),
        person: t(`cards.person.${body.person}`),
        quantity: body.quantity,
        list: yuan(body.listTotalFen),
        paid: yuan(body.totalFen),
      });
    }
    if (body?.kind === 'court-requested') {
      return t('discrepancies.courtRequested', {
        time,
        site: siteName(entry.siteId),
        item: itemName(body.itemId),
        person: t(`cards.person.${body.person}`),
        quantity: body.quantity,
        start: body.start.replace('T', ' '),
        minutes: body.minutes,
      });
    }
    if (body?.kind === 'void') return t('discrepancies.void', { time, seq: body.voidsSeq });
    if (isNamedStep(entry.body.kind)) {
      const what = say(stepText(entry.body.kind));
      return t('records.step', { time, site: siteName(entry.siteId), what });
    }
    return t('discrepancies.otherEntry', { time, kind: entry.body.kind });
  };
}
