import { Button, Result } from 'antd';
import { Component, type ReactNode } from 'react';
import { useWords } from './i18n.ts';

interface Props {
  readonly children: ReactNode;
}

/** If a page throws, it shows words instead of a white window. */
export class ErrorFence extends Component<Props, { readonly thrown: unknown }> {
  override state: { readonly thrown: unknown } = { thrown: null };

  static getDerivedStateFromError(thrown: unknown): { readonly thrown: unknown } {
    return { thrown: thrown ?? 'unknown' };
  }

  override render(): ReactNode {
    return this.state.thrown === null ? this.props.children : <CrashedPage thrown={this.state.thrown} />;
  }
}

export function CrashedPage({ thrown }: { readonly thrown: unknown }) {
  const { t } = useWords();
  return (
    <Result
      status="error"
      title={t('shell.crashed')}
      subTitle={t('shell.crashedNext')}
      extra={
        <Button type="primary" onClick={() => location.reload()}>
          {t('shell.reload')}
        </Button>
      }
    >
      <span className="code">{String(thrown)}</span>
    </Result>
  );
}
