import { Component, type ReactNode } from 'react';
import { type WithTranslation, withTranslation } from 'react-i18next';
import { messageOf } from '../../../domain/base/message-of.ts';
import { FullScreen } from './FullScreen.tsx';
import { ReloadButton } from './ReloadButton.tsx';

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
      <FullScreen
        name="failed"
        title={t('app.crashed')}
        next={t('app.crashedNext')}
        detail={this.state.detail}
      >
        <ReloadButton />
      </FullScreen>
    );
  }
}

export const ErrorFence = withTranslation()(Fence);
