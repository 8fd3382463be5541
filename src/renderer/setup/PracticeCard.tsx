import { codePatternOf } from '../../ui/code-pattern.ts';
import css from './setup.module.css';

/** ISO/IEC 18004 asks for this much white around a code. */
const QUIET_MODULES = 4;

/** Draws the code of a practice card, black on white in the dark theme, too. */
export function PracticeCard({ cardNumber }: { readonly cardNumber: string }) {
  const { columns, modules } = codePatternOf({ text: cardNumber, code: 'qr' });
  const size = columns + 2 * QUIET_MODULES;
  return (
    <figure className={css['card']}>
      <svg viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" role="img" aria-label={cardNumber}>
        {modules.map(
          (isDark, index) =>
            isDark && (
              <rect
                // biome-ignore lint/suspicious/noArrayIndexKey: the squares of a code never move
                key={index}
                x={QUIET_MODULES + (index % columns)}
                y={QUIET_MODULES + Math.floor(index / columns)}
                width={1}
                height={1}
              />
            ),
        )}
      </svg>
      <figcaption>{cardNumber}</figcaption>
    </figure>
  );
}
