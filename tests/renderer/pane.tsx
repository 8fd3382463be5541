import { cleanup, configure, render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { onTestFinished } from 'vitest';
import type { DeskScreen } from '../../src/desk/desk-state.ts';
import { useDeskKeys } from '../../src/renderer/desk-keys.ts';
import { startTranslation } from '../../src/renderer/i18n/i18n.ts';
import { KioskContext, useDesk } from '../../src/renderer/kiosk-context.ts';
import { type Given, kioskOfPane } from './kiosk-of-pane.ts';

/** A hand's pace: a scanner leaves shorter gaps between its keys. */
const KEY_GAP_MS = 140;
/** A busy machine draws late. */
const DRAWN_MS_MAX = 10_000;

configure({ asyncUtilTimeout: DRAWN_MS_MAX });

/** A kiosk, a clerk in front of it, and `show`, which draws a pane. What was drawn is gone when the test ends. */
export async function paneKiosk(given: Given = {}) {
  await startTranslation(given.language ?? 'zh');
  const made = await kioskOfPane(given);
  onTestFinished(cleanup);
  const hand = userEvent.setup({ delay: KEY_GAP_MS });
  return Object.assign(made, {
    user: userEvent.setup(),
    keys: (text: string) => hand.keyboard(text),
    show: (pane: ReactNode) =>
      render(
        <KioskContext value={made.kiosk}>
          <Keys />
          {pane}
        </KioskContext>,
      ),
    /** Draws a screen that hears the keys itself. */
    showBare: (pane: ReactNode) => render(<KioskContext value={made.kiosk}>{pane}</KioskContext>),
  });
}

/** Draws the desk's screen while it is of that kind, as the window does. */
export function OnScreen<Kind extends DeskScreen['kind']>(props: {
  readonly kind: Kind;
  readonly draw: (screen: Extract<DeskScreen, { kind: Kind }>) => ReactNode;
}) {
  const screen = useDesk((desk) => desk.screen);
  return screen.kind === props.kind && props.draw(screen as Extract<DeskScreen, { kind: Kind }>);
}

/** The keys of the desk work on every pane. They come at a hand's pace, not at a scanner's. */
function Keys() {
  useDeskKeys();
  return null;
}
