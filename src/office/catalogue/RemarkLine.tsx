import { checkCatalogue } from '../../catalogue-review/catalogue-check.ts';
import { placeWords } from '../../catalogue-review/place-words.ts';
import type { Remark } from '../../catalogue-review/remark.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { useWords } from '../shell/i18n.ts';
import { Mark } from '../shell/Mark.tsx';

const KINDS = [
  'dangling-id',
  'duplicate-id',
  'missing-translation',
  'never-applies',
  'not-a-weekend',
  'overlap',
  'price-above-list',
  'unknown-day-rule',
  'wrong-year',
  'empty-site',
  'gap',
  'unknown-rule',
] as const;

/** What is wrong with a catalogue; what the one in force has as well is folded away, so that the new stands out. */
export function Remarks(props: {
  readonly catalogue: Catalogue;
  readonly inForce: Catalogue;
  readonly good: string;
}) {
  const { t } = useWords();
  const { catalogue, inForce, good } = props;
  const held = new Set(checkCatalogue(inForce).map(keyOf));
  const remarks = checkCatalogue(catalogue);
  const isNew = (remark: Remark) => remark.level === 'error' || !held.has(keyOf(remark));
  const fresh = remarks.filter(isNew);
  const known = remarks.filter((remark) => !isNew(remark));
  return (
    <>
      {fresh.length === 0 ? <Mark tone="good">{good}</Mark> : <Lines catalogue={catalogue} remarks={fresh} />}
      {known.length > 0 && (
        <details style={{ marginTop: 8 }}>
          <summary>{t('catalogue.remarksHeld', { count: known.length })}</summary>
          <Lines catalogue={catalogue} remarks={known} />
        </details>
      )}
    </>
  );
}

function Lines({
  remarks,
  catalogue,
}: {
  readonly remarks: readonly Remark[];
  readonly catalogue: Catalogue;
}) {
  return (
    <ul className="remarks">
      {remarks.map((remark) => (
        <RemarkLine key={keyOf(remark)} remark={remark} catalogue={catalogue} />
      ))}
    </ul>
  );
}

function keyOf({ kind, place, message }: Remark): string {
  return `${kind} ${place} ${message}`;
}

/** One thing that is wrong with a catalogue, or that somebody should look at. */
function RemarkLine({ remark, catalogue }: { readonly remark: Remark; readonly catalogue: Catalogue }) {
  const { t, say } = useWords();
  const { kind, level, place, message, messageZh } = remark;
  const known = KINDS.find((one) => one === kind) ?? 'other';
  return (
    <li>
      <Mark tone={level === 'error' ? 'bad' : 'look'}>{t(`catalogue.${level}`)}</Mark>{' '}
      <strong>{say(placeWords(place, catalogue))}</strong>{' '}
      <span className="soft">
        {t('shell.says', {
          name: t(`catalogue.remark.${known}`),
          value: say({ zh: messageZh, en: message }),
        })}
      </span>
    </li>
  );
}
