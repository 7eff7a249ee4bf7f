// Catches a page that fails to draw, so that the shell stays usable.
import { Component, type ReactNode } from 'react';
import { Failed } from '@/kit/states';

export class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: undefined as unknown };
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render() {
    return this.state.error ? (
      <Failed error={this.state.error} retry={() => this.setState({ error: undefined })} />
    ) : (
      this.props.children
    );
  }
}
