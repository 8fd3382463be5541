import { codePatternOf } from '../../../ui/code-pattern.ts';
import css from './hand-scanner.module.css';

/** Scanners want this much white at either end. */
const QUIET_MODULES = 10;
const MODULE_PIXELS = 2;
const HEIGHT_PIXELS = 72;

/** A Code 128 in whole pixels, large enough for a scanner to read off the screen. */
export function CodeBars({ text }: { readonly text: string }) {
  const { columns, modules } = codePatternOf({ text, code: 'code128' });
  const width = (columns + 2 * QUIET_MODULES) * MODULE_PIXELS;
  return (
    <figure className={css['bars']}>
      <svg width={width} height={HEIGHT_PIXELS} shapeRendering="crispEdges" role="img" aria-label={text}>
        {modules.map(
          (isDark, index) =>
            isDark && (
              <rect
                // biome-ignore lint/suspicious/noArrayIndexKey: bars never move
                key={index}
                x={(QUIET_MODULES + index) * MODULE_PIXELS}
                y={MODULE_PIXELS * 2}
                width={MODULE_PIXELS}
                height={HEIGHT_PIXELS - MODULE_PIXELS * 4}
              />
            ),
        )}
      </svg>
      <figcaption>{text}</figcaption>
    </figure>
  );
}
