import { Button } from 'antd';
import { useState } from 'react';
import type { Discrepancy } from '../../protocol/wire-limits.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { useWords } from '../shell/i18n.ts';
import { minuteWords } from '../shell/times.ts';
import { EntryWords } from './EntryWords.tsx';
import { NoteDialog } from './NoteDialog.tsx';
import { type How, useHandling } from './use-discrepancies.ts';

/** What happened in words, the records of both sides, and what an officer does with it. */
export function DiscrepancyDetail({ discrepancy }: { readonly discrepancy: Discrepancy }) {
  const { t } = useWords();
  const [open, setOpen] = useState<How | null>(null);
  const handling = useHandling(() => setOpen(null));
  const { discrepancyId, kind, entries, closedAtMs, closedNote, openedAtMs } = discrepancy;
  // What a revoked kiosk brought counts for nothing until somebody says so.
  const hows: readonly How[] =
    kind === 'revoked-kiosk' ? ['accept', 'dismiss', 'comment'] : ['close', 'comment'];
  return (
    <>
      <h2>{t('discrepancies.what')}</h2>
      <p>{t(`discrepancies.says.${kind}`)}</p>
      <div className="columns">
        <div>
          <h2>{t('discrepancies.subject')}</h2>
          <Subject discrepancy={discrepancy} />
        </div>
        <div>
          <h2>{t('discrepancies.entries')}</h2>
          <ul>
            {entries.map(({ journalId, seq }) => (
              <EntryWords key={`${journalId}#${seq}`} journalId={journalId} seq={seq} />
            ))}
          </ul>
        </div>
      </div>
      <Handling discrepancy={discrepancy} />
      <p className="soft">
        {t('discrepancies.openedAt')} {minuteWords(openedAtMs)}
      </p>
      {closedAtMs === null ? (
        <div className="bar">
          {hows.map((how) => (
            <Button
              key={how}
              type={how === 'dismiss' || how === 'comment' ? 'default' : 'primary'}
              onClick={() => setOpen(how)}
            >
              {t(`discrepancies.${how}`)}
            </Button>
          ))}
        </div>
      ) : (
        <p>
          {t('discrepancies.closedAt')} {minuteWords(closedAtMs)} ·{' '}
          {t('shell.says', { name: t('discrepancies.note'), value: closedNote })}
        </p>
      )}
      {open !== null && (
        <NoteDialog
          title={`${t(`discrepancies.${open}`)} · ${t(`discrepancies.kind.${kind}`)}`}
          about={t(`discrepancies.${open}About`)}
          okText={t(`discrepancies.${open}`)}
          isPending={handling.isPending}
          fault={handling.error}
          onClose={() => setOpen(null)}
          hasAsked={open === 'comment'}
          onNote={(note, asked) => handling.mutate({ discrepancyId, how: open, note, asked })}
        />
      )}
    </>
  );
}

/** What officers have said of it and decided, the first word first. */
function Handling({ discrepancy: { words } }: { readonly discrepancy: Discrepancy }) {
  const { t } = useWords();
  if (words.length === 0) return null;
  return (
    <>
      <h2>{t('discrepancies.handling')}</h2>
      <ol>
        {words.map(({ atMs, officer, how, note, asked }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: words are added at the end and never change
          <li key={index}>
            {minuteWords(atMs)} {officer} · {t(`discrepancies.how.${how}`)}
            {asked !== null && ` · ${t('discrepancies.askedOne', { asked })}`}
            <br />
            {note}
          </li>
        ))}
      </ol>
    </>
  );
}

function Subject({ discrepancy: { subject } }: { readonly discrepancy: Discrepancy }) {
  const { t } = useWords();
  const { siteName, itemName } = useNames();
  const { siteId, itemId, date, court, cardRef } = subject;
  return (
    <dl className="facts">
      <dt>{t('discrepancies.site')}</dt>
      <dd>{siteName(siteId)}</dd>
      {itemId !== null && (
        <>
          <dt>{t('discrepancies.item')}</dt>
          <dd>{itemName(itemId)}</dd>
        </>
      )}
      {date !== null && (
        <>
          <dt>{t('discrepancies.date')}</dt>
          <dd>{date}</dd>
        </>
      )}
      {court !== null && (
        <>
          <dt>{t('discrepancies.court')}</dt>
          <dd>{t('discrepancies.courtNo', { court })}</dd>
        </>
      )}
      {cardRef !== null && (
        <>
          <dt>{t('discrepancies.card')}</dt>
          <dd className="code">{cardRef}</dd>
        </>
      )}
    </dl>
  );
}
