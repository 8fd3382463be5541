import { Link } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { Mark } from '../shell/Mark.tsx';
import { PageHead } from '../shell/PageHead.tsx';
import { minuteWords } from '../shell/times.ts';
import { RecentUse } from './RecentUse.tsx';
import { type Todo, useTodo } from './use-todo.ts';

/** What needs doing today, the most pressing first, each with its link. */
export function TodayPage() {
  const { t } = useWords();
  const { rows, faults, isLoading, serverTimeMs, retry } = useTodo();
  return (
    <>
      <PageHead title={t('today.title')} about={t('today.about')}>
        {serverTimeMs !== null && (
          <span className="soft">{t('shell.updated', { time: minuteWords(serverTimeMs) })}</span>
        )}
      </PageHead>
      {faults.map((fault, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: faults have no name of their own
        <FaultNote key={index} fault={fault} onRetry={retry} />
      ))}
      <section className="panel" aria-busy={isLoading}>
        {isLoading && rows.length === 0 ? (
          <Skeleton active />
        ) : (
          <ul className="todo">
            {rows.map((row) => (
              <TodoRow key={row.key} tone={row.tone} title={row.title} words={row.words} link={row.link} />
            ))}
          </ul>
        )}
      </section>
      {serverTimeMs !== null && <RecentUse now={serverTimeMs} />}
    </>
  );
}

function TodoRow({ tone, title, words, link }: Omit<Todo, 'key'>): ReactNode {
  const { t } = useWords();
  const state = tone === 'bad' ? t('today.look') : tone === 'look' ? t('today.soon') : t('today.fine');
  return (
    <li>
      <span>
        <Mark tone={tone}>{state}</Mark>
      </span>
      <div>
        <strong>{title}</strong>
        <span className="soft">{words}</span>
      </div>
      <Link to={link.to} search={link.search ?? {}}>
        {link.words}
      </Link>
    </li>
  );
}
