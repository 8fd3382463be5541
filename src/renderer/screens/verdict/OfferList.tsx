import type { Decision } from '../../../domain/decision/decision.ts';
import css from '../desk-screen.module.css';
import { ItemList } from '../order/ItemList.tsx';
import { useWholeRows } from '../order/whole-rows.ts';
import { CardStory } from './CardStory.tsx';

/** The order below names the item itself. What the card did before is no row: an item that is cut says more than none. */
const LIST_ROWS = { rows: 'li:not([data-story-kind]), p', isOptional: true };

/** The earlier uses of the card here, and the items that it may have. */
export function OfferList({
  decision,
  chosenItemId,
  onChoose,
}: {
  readonly decision: Decision;
  readonly chosenItemId: string | null;
  readonly onChoose: (itemId: string) => void;
}) {
  const list = useWholeRows<HTMLDivElement>(LIST_ROWS);
  return (
    <div ref={list} className={css['scroll']}>
      {chosenItemId === null && <CardStory story={decision.story} />}
      <ItemList items={decision.items} chosenItemId={chosenItemId} onChoose={onChoose} />
    </div>
  );
}
