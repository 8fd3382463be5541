import { useEffect } from 'react';
import { useDesk } from '../../kiosk-context.ts';
import css from './paper-sheet.module.css';

/** What the system's dialog prints: the paper that was asked for last, and nothing else of the window. */
export function PaperSheet() {
  const printing = useDesk((desk) => desk.printing);
  const isForDialog = printing?.outcome === 'dialog';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same paper asked for again is another printing
  useEffect(() => {
    if (isForDialog) window.print();
  }, [printing, isForDialog]);
  if (printing === null || !isForDialog) return null;
  const { title, isReprint, rows, notes } = printing.paper;
  return (
    <section className={`${css['sheet']} print-only`} data-slip={printing.seq}>
      <h1>{title}</h1>
      {isReprint && <p>补打 REPRINT</p>}
      <dl>
        {rows.map(({ name, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows never move, and two members may have one name
          <div key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <footer>
        {notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </footer>
    </section>
  );
}
