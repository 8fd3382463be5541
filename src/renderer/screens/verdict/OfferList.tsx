import type { ShownRecord } from '../../../desk/step-draft.ts';
import { wallMinuteOf } from '../../../domain/base/wall-time.ts';
import type { Decision, StoryLine } from '../../../domain/decision/decision.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import css from '../desk-screen.module.css';
import { ItemList } from '../order/ItemList.tsx';
import { useWholeRows } from '../order/whole-rows.ts';
import storyCss from './card-story.module.css';
import { RecordRows } from './RecordRows.tsx';

/** The order below names the item itself. What the card did before is no row: an item that is cut says more than none. */
const LIST_ROWS = { rows: 'li:not([data-story-kind]):not([data-record]), p', isOptional: true };

/** The earlier uses of the card here, and the items that it may have. */
export function OfferList({
  decision,
  records,
  admitsByEnter,
  chosenItemId,
  onChoose,
}: {
  readonly decision: Decision;
  readonly records: readonly ShownRecord[];
  readonly admitsByEnter: string | null;
  readonly chosenItemId: string | null;
  readonly onChoose: (itemId: string) => void;
}) {
  const list = useWholeRows<HTMLDivElement>(LIST_ROWS);
  return (
    <div ref={list} className={css['scroll']}>
      {chosenItemId === null && (
        <>
          <CardStory story={decision.story.filter(({ recordId }) => !isShown(records, recordId))} />
          <RecordRows records={records} now={wallMinuteOf(decision.at)} admitsByEnter={admitsByEnter} />
        </>
      )}
      <ItemList items={decision.items} chosenItemId={chosenItemId} onChoose={onChoose} />
    </div>
  );
}

/** Its row says more than a line of the story. */
function isShown(records: readonly ShownRecord[], recordId: string | null): boolean {
  return records.some(({ record }) => record.recordId === recordId);
}

/** Says what the card did here today and holds here, above what is offered to it now. */
export function CardStory({ story }: { readonly story: readonly StoryLine[] }) {
  const language = useLanguage();
  if (story.length === 0) return null;
  return (
    <ul className={storyCss['story']} data-story={story.length}>
      {story.map((line) => (
        <li key={line.recordId ?? `${line.itemId} ${line.seq}`} data-story-kind={line.kind}>
          {line.text[language]}
        </li>
      ))}
    </ul>
  );
}
