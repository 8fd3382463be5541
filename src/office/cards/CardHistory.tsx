import { Link } from '@tanstack/react-router';
import type { TableColumnsType } from 'antd';
import { REASON_WORDS } from '../../domain/card/change-reason.ts';
import type { CardReply, FactChange } from '../../protocol/wire-cards.ts';
import { useWords } from '../shell/i18n.ts';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { minuteWords } from '../shell/times.ts';

/** `place`: counted from the oldest. Two changes may be of one minute. */
type Row = CardReply['history'][number] & { readonly place: number };

/** Who changed which fact of a card, newest first. */
export function CardHistory({ history }: Pick<CardReply, 'history'>) {
  const { t, say } = useWords();
  const wordsOf = useChangeWords();
  const columns: TableColumnsType<Row> = [
    { key: 'when', title: t('cards.when'), width: 150, render: (_value, { atMs }) => minuteWords(atMs) },
    { key: 'who', title: t('cards.who'), width: 100, dataIndex: 'officer' },
    {
      key: 'what',
      title: t('cards.what'),
      render: (_value, { what, changes, fileRow, otherCard, reason, consent }) => (
        <>
          <strong>{t(`cards.what_${what}`)}</strong> {wordsOf(changes)}
          {consent !== undefined &&
            (consent.seenOn === null
              ? t('cards.consentBack')
              : t('cards.consentNoted', { day: consent.seenOn, count: consent.children }))}
          {reason !== null && (
            <div>
              {t('cards.reasonWas', { reason: say(REASON_WORDS[reason.kind]) })}
              {reason.words !== '' && ` · ${reason.words}`}
            </div>
          )}
          {fileRow !== null && <div className="soft">{t('cards.byImport', { row: fileRow })}</div>}
          {otherCard !== null && (
            <div>
              <Link to="/cards/$cardNumber" params={{ cardNumber: otherCard }}>
                {t('cards.other', { card: otherCard })}
              </Link>
            </div>
          )}
        </>
      ),
    },
  ];
  return (
    <section className="panel">
      <h2>{t('cards.history')}</h2>
      <OfficeTable<Row>
        label={t('cards.history')}
        columns={columns}
        rows={history.map((row, index) => ({ ...row, place: history.length - index }))}
        rowKey={({ place }) => String(place)}
        empty={t('cards.historyEmpty')}
        width={400}
      />
    </section>
  );
}

/** Changed facts in words: 有效期至：2026-12-31 → 2028-12-31. */
export function useChangeWords(): (changes: readonly FactChange[]) => string {
  const { t, apart } = useWords();
  const factWords = (field: FactChange['field'], fact: FactChange['to']): string => {
    if (fact === null || fact === '') return t('shell.none');
    const known = (['active', 'suspended', 'lost', 'revoked', 'replaced'] as const).find(
      (one) => one === fact,
    );
    return field === 'status' && known !== undefined ? t(`cards.status.${known}`) : String(fact);
  };
  return (changes) =>
    apart(
      changes.map(({ field, from, to }) =>
        t('cards.change', {
          field: t(`cards.fact.${field}`),
          from: factWords(field, from),
          to: factWords(field, to),
        }),
      ),
    );
}
