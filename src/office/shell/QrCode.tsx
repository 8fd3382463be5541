import { codePatternOf } from '../../ui/code-pattern.ts';

const QUIET = 4;

/** A QR code as a picture of its own: always black on white, since a dark one is not read by every camera. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { columns, rows, modules } = codePatternOf({ text, code: 'qr' });
  const path = modules
    .map((isDark, index) =>
      isDark ? `M${QUIET + (index % columns)} ${QUIET + Math.floor(index / columns)}h1v1h-1z` : '',
    )
    .join('');
  return (
    <svg
      role="img"
      aria-label={label}
      width={200}
      height={200}
      viewBox={`0 0 ${columns + 2 * QUIET} ${rows + 2 * QUIET}`}
      shapeRendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
