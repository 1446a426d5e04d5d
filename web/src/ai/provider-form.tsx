import { PasswordInput, Switch, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { AiProvider } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import dialog from '../console-ui/dialog.module.css';
import { FormError } from '../console-ui/form-error.tsx';
import { TestUnderWay } from '../console-ui/service-test.tsx';
import { UnsavedGuard } from '../console-ui/unsaved-guard.tsx';
import { useFreshValues } from '../console-ui/use-fresh-values.ts';
import { useServerFields } from '../console-ui/use-server-fields.ts';
import { useTestAiProvider } from '../data/ai-provider-changes.ts';
import { useCan } from '../data/session.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import classes from './ai.module.css';
import { isWebAddress, leadsElsewhere, type ProviderValues, startValues, toTest } from './provider-values.ts';
import { TestResult } from './test-result.tsx';

interface ProviderFormProps {
  /** Null for a new one. */
  provider: AiProvider | null;
  /** Whether none is active so far. */
  isFirst: boolean;
  change: { isPending: boolean; error: Error | null };
  /** The button that sends the form. */
  action: string;
  /** `takeSaved` is told what is stored once it is. */
  onSubmit: (values: ProviderValues, before: ProviderValues, takeSaved: (saved: AiProvider) => void) => void;
}

const fields = {
  name: 'name',
  apiBaseUrl: 'apiBaseUrl',
  apiKey: 'apiKey',
  modelName: 'modelName',
  defaultSystemPrompt: 'defaultSystemPrompt',
} as const;

export const ProviderForm = ({ provider, isFirst, change, action, onSubmit }: ProviderFormProps) => {
  const { t } = useTranslation();
  const can = useCan();
  const test = useTestAiProvider();
  const form = useForm<ProviderValues>({
    initialValues: startValues(provider, isFirst),
    validate: {
      name: (name) => (name.trim() === '' ? t('apiKeys.nameRequired') : null),
      apiBaseUrl: (address) => (isWebAddress(address) ? null : t('aiProviders.addressRequired')),
      apiKey: (key, { apiBaseUrl }) => {
        if (key.trim() !== '') return null;
        if (provider === null) return t('aiProviders.keyRequired');
        return leadsElsewhere(provider, apiBaseUrl) ? t('aiProviders.keyAgain') : null;
      },
      modelName: (name) => (name.trim() === '' ? t('aiProviders.modelRequired') : null),
    },
  });
  const takeSaved = useFreshValues(form, startValues(provider, isFirst));
  const changeShown = useServerFields(form, change.error, fields);
  const testShown = useServerFields(form, test.error, fields);
  const tested = toTest(provider, form.values);
  // A result is shown for as long as the fields say what was tested.
  const isCurrent = JSON.stringify(test.variables) === JSON.stringify(tested);
  const focus = ([faulty = '']: readonly string[]) => form.getInputNode(faulty)?.focus();
  const startTest = () => {
    const faulty = (['apiBaseUrl', 'apiKey', 'modelName'] as const).filter((name) => form.validateField(name).hasError);
    if (faulty.length === 0) test.mutate(tested);
    else focus(faulty);
  };
  const keyHint = () => {
    if (provider === null) return t('aiProviders.keyHint');
    if (leadsElsewhere(provider, form.values.apiBaseUrl)) return t('aiProviders.keyAgain');
    return t('aiProviders.keyKept', { mask: provider.apiKey });
  };
  return (
    <form
      className={dialog.form}
      onSubmit={form.onSubmit(
        (values) =>
          onSubmit(values, form.getInitialValues(), (saved) => takeSaved(values, startValues(saved, isFirst))),
        (errors) => focus(Object.keys(errors)),
      )}
      noValidate
    >
      <FormError error={changeShown ? null : change.error} />
      <TextInput label={t('apiKeys.column.name')} maxLength={128} {...form.getInputProps('name')} />
      <TextInput
        label={t('aiProviders.address')}
        description={t('aiProviders.addressHint')}
        type="url"
        maxLength={512}
        {...form.getInputProps('apiBaseUrl')}
      />
      <PasswordInput
        label={t('aiProviders.key')}
        description={keyHint()}
        autoComplete="new-password"
        maxLength={2048}
        {...form.getInputProps('apiKey')}
      />
      <TextInput
        label={t('aiProviders.model')}
        description={t('aiProviders.modelHint')}
        maxLength={256}
        {...form.getInputProps('modelName')}
      />
      <Textarea
        label={t('aiProviders.prompt')}
        description={t('aiProviders.promptHint')}
        rows={4}
        maxLength={8000}
        {...form.getInputProps('defaultSystemPrompt')}
      />
      <Switch
        label={t('aiProviders.active')}
        description={t('aiProviders.activeHint')}
        {...form.getInputProps('isActive', { type: 'checkbox' })}
      />
      {test.isPending && <TestUnderWay>{t('aiProviders.test.running')}</TestUnderWay>}
      {isCurrent && <FormError error={testShown ? null : test.error} />}
      {isCurrent && test.data && <TestResult result={test.data} />}
      <UnsavedGuard unsaved={form.isDirty()} />
      <div className={classes.formButtons}>
        <BusyButton type="submit" busy={change.isPending}>
          {action}
        </BusyButton>
        {can('aiProviders.update') && (
          <BusyButton variant="default" onClick={startTest} busy={test.isPending}>
            {t('aiProviders.test.open')}
          </BusyButton>
        )}
      </div>
    </form>
  );
};
