import { PageHead } from '../shell/PageHead.tsx';

export function SettlementPage() {
  return <PageHead title="" />;
}
