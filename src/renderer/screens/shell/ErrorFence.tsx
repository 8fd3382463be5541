import { Component, type ReactNode } from 'react';
import { useTranslation, type WithTranslation, withTranslation } from 'react-i18next';
import { messageOf } from '../../../domain/base/message-of.ts';
import css from '../desk-screen.module.css';
import { EarlyKeys } from './EarlyKeys.tsx';
import { FullScreen } from './FullScreen.tsx';

interface FenceState {
  readonly detail: string | null;
}

/** Catches a failing screen: words and a way on instead of a white window. React wants a class here. */
class Fence extends Component<WithTranslation & { readonly children: ReactNode }, FenceState> {
  override state: FenceState = { detail: null };

  static getDerivedStateFromError(cause: unknown): FenceState {
    return { detail: messageOf(cause) };
  }

  override render(): ReactNode {
    const { t } = this.props;
    if (this.state.detail === null) return this.props.children;
    return (
      <>
        <FullScreen
          name="failed"
          title={t('app.crashed')}
          next={t('app.crashedNext')}
          detail={this.state.detail}
        >
          <ReloadButton />
        </FullScreen>
        <EarlyKeys about="failed" />
      </>
    );
  }
}

export const ErrorFence = withTranslation()(Fence);

/** Opens the window again; alone on its screen, so that Enter presses it. */
export function ReloadButton() {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      // biome-ignore lint/a11y/noAutofocus: the only thing on the screen, and Enter is announced for it
      autoFocus
      className={`${css['button']} ${css['main-button']}`}
      onClick={() => window.location.reload()}
    >
      {t('app.reload')} ⏎
    </button>
  );
}
