import { type ReactNode, useEffect } from 'react';
import { useWords } from './i18n.ts';

/** The heading of a page, one sentence about it, and what can be done on it. */
export function PageHead({
  title,
  about,
  children,
}: {
  readonly title: string;
  readonly about?: ReactNode;
  readonly children?: ReactNode;
}) {
  const { t } = useWords();
  useEffect(() => {
    document.title = `${title} · ${t('shell.title')}`;
  }, [title, t]);
  return (
    <div className="page-head">
      <h1>{title}</h1>
      <p>{about}</p>
      <div className="bar screen-only" style={{ marginBottom: 0 }}>
        {children}
      </div>
    </div>
  );
}
