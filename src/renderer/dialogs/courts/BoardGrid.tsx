import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { stateWords, timeText } from '../../../desk/board.ts';
import type { BoardCursor } from '../../../desk/board-view.ts';
import type { Language } from '../../../domain/base/text.ts';
import { type BoardDay, type BoardStretch, QUARTER } from '../../../domain/decision/board.ts';
import { courtNames } from '../../../domain/decision/court-words.ts';
import css from './board.module.css';
import './board-texts.ts';

/** The row of the names comes before those of the quarter hours. */
const HEAD_ROWS = 1;
/** The height of a row in `board.module.css`. */
const ROW_REM = 1.375;
const HOUR = 60;

function cellId(court: number, minute: number): string {
  return `court-${court}-${minute}`;
}

/**
 * Courts side by side, quarter hours downwards. The keys move an outline and what a screen reader is told; no cell is drawn
 * anew for it.
 */
export function BoardGrid({
  day,
  cursor,
  span,
  language,
  onCell,
}: {
  readonly day: BoardDay;
  readonly cursor: BoardCursor;
  /** What Enter would book. */
  readonly span: { readonly from: number; readonly minutes: number };
  readonly language: Language;
  readonly onCell: (court: number, minute: number) => void;
}) {
  const { t } = useTranslation('board');
  const grid = useRef<HTMLTableElement>(null);
  const active = cellId(cursor.court, cursor.minute);
  useEffect(() => grid.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    document.getElementById(active)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active]);
  const courts = day.courts.length;
  const end = Math.min(span.from + span.minutes, day.to);
  return (
    <div className={css['board']}>
      <table
        ref={grid}
        className={css['grid']}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table that keys move about in
        role="grid"
        aria-label={t('grid')}
        aria-activedescendant={active}
        tabIndex={0}
        data-board-grid
        onKeyDown={keepFromScrolling}
        onClick={({ target }) => {
          const { court, minute } = target instanceof HTMLElement ? target.dataset : {};
          if (court !== undefined && minute !== undefined) onCell(Number(court), Number(minute));
        }}
      >
        <Cells day={day} language={language} />
      </table>
      <div
        className={css['aim']}
        aria-hidden
        data-board-aim
        style={{
          top: topOf(day, span.from),
          height: topOf({ from: span.from }, end, 0),
          left: `calc(4.5rem + (100% - 4.5rem) / ${courts} * ${cursor.court - 1})`,
          width: `calc((100% - 4.5rem) / ${courts})`,
        }}
      />
      {day.now !== null && day.now >= day.from && day.now < day.to && (
        <div className={css['now']} aria-hidden data-board-now style={{ top: topOf(day, day.now) }} />
      )}
    </div>
  );
}

/** The browser would scroll by the arrow keys, which move the outline. */
function keepFromScrolling(event: { readonly key: string; preventDefault: () => void }): void {
  if (event.key.startsWith('Arrow')) event.preventDefault();
}

/** Where a minute is, in the rows of `board.module.css`. */
function topOf({ from }: Pick<BoardDay, 'from'>, minute: number, head = HEAD_ROWS): string {
  return `${((minute - from) / QUARTER + head) * ROW_REM}rem`;
}

/** Drawn once for a day and a language. */
const Cells = memo(function Cells({
  day,
  language,
}: {
  readonly day: BoardDay;
  readonly language: Language;
}) {
  const quarters = Array.from(
    { length: (day.to - day.from) / QUARTER },
    (_, index) => day.from + index * QUARTER,
  );
  const columns = day.courts.map(({ court, stretches }) => ({ court, at: byQuarter(stretches, language) }));
  const { t } = useTranslation('board');
  return (
    <>
      <thead>
        <tr>
          <th scope="col" className={css['corner']}>
            {t('time')}
          </th>
          {day.courts.map(({ court }) => (
            <th key={court} scope="col" className={css['head']}>
              {court}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {quarters.map((minute) => (
          <tr key={minute}>
            <th scope="row" className={css['time']}>
              <span className={minute % HOUR === 0 ? undefined : css['heard']}>{timeText(minute)}</span>
            </th>
            {columns.map(({ court, at }) => {
              const cell = at.get(minute);
              return (
                <td
                  key={court}
                  id={cellId(court, minute)}
                  className={css[cell?.kind ?? 'closed']}
                  aria-label={`${courtNames([court], day.resource)[language]} ${timeText(minute)} ${cell?.words ?? ''}`}
                  data-court={court}
                  data-minute={minute}
                >
                  {cell?.text}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </>
  );
});

interface DrawnCell {
  readonly kind: BoardStretch['kind'];
  readonly words: string;
  /** Only the first quarter of a stretch says what it is. */
  readonly text: string | undefined;
}

function byQuarter(stretches: readonly BoardStretch[], language: Language): ReadonlyMap<number, DrawnCell> {
  const cells = new Map<number, DrawnCell>();
  for (const stretch of stretches) {
    const words = stateWords(stretch)[language];
    for (let minute = stretch.from; minute < stretch.to; minute += QUARTER) {
      const text = minute === stretch.from ? words : undefined;
      cells.set(minute, { kind: stretch.kind, words, text });
    }
  }
  return cells;
}
