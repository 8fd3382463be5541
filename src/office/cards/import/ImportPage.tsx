import { PageHead } from '../../shell/PageHead.tsx';

export function ImportPage() {
  return <PageHead title="" />;
}
