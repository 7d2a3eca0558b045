"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useCommand } from "@/components/api/use-command";
import { Button, ButtonLink } from "@/components/ui/button";
import { CommandNotice, faultsOf } from "@/components/ui/command-notice";
import { useDesk, useMay } from "@/components/ui/desk";
import { TextField } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { SavingLine } from "@/components/ui/saving-line";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { Notice } from "@/components/ui/status";
import { checkParty, emptyParty, partyName, partyValues, personIdWords, readParty, roleWords, type PartyView } from "@/lib/forms/related-party";
import { applicationHref } from "./address";
import { AddressFields } from "./address-fields";
import { Choice, Ticks, wire } from "./step-fields";
import { useKeeper, useKeptForms } from "./use-kept";
import { mayNot } from "./words";

interface PersonFormProps {
  id: string;
  /** A person's id, or `new`. */
  person: string;
  people: readonly PartyView[];
}

/** Adding or changing one person. */
export function PersonForm(props: PersonFormProps) {
  const kept = useKeptForms(props.id);
  const given = props.people.find((one) => one.id === props.person);
  if (!kept) {
    return (
      <Panel title="Person">
        <Loading what="the form" className="flex flex-col gap-3">
          {[1, 2, 3, 4, 5, 6].map((i) => (
            <Skeleton key={i} width="100%" className="h-8" />
          ))}
        </Loading>
      </Panel>
    );
  }
  if (props.person !== "new" && !given) {
    return <Notice hue="quiet" title="This person is no longer part of the application">They were removed, or the address is not right.</Notice>;
  }
  return <Form {...props} given={given ?? null} kept={kept} />;
}

function Form({ id, person, people, given, kept }: PersonFormProps & { given: PartyView | null; kept: NonNullable<ReturnType<typeof useKeptForms>> }) {
  const router = useRouter();
  const may = useMay("onboarding.manage");
  const { today } = useDesk();
  const unsaved = kept.forms[person];
  const [values, setValues] = useState(() => (unsaved ? readParty(unsaved) : given ? partyValues(given) : emptyParty));
  const [asked, setAsked] = useState(false);
  const { saving, keep, drop } = useKeeper(id, person, kept);
  const onDone = () => void drop().then(() => router.push(applicationHref(id, "people")));
  const save = useCommand<{ applicationId: string; partyId?: string; values: typeof values }>(given ? "relatedParty.change" : "relatedParty.add", { onDone });
  const refused = faultsOf(save.current);
  const known = { dateOfBirth: given?.has_date_of_birth ?? false, idNumber: given?.identification != null };
  const otherShares = people.filter((one) => one !== given).map(({ ownership_percentage }) => ownership_percentage);
  const faults = checkParty(values, { known, today, otherShares });

  const fields = {
    values: values as unknown as Record<string, unknown>,
    faultOf: (name: string) => (asked && faults.find(({ field }) => field === name)?.message) || refused[name] || null,
    change: (name: string, value: unknown) => {
      const changed = readParty({ ...values, [name]: value });
      setValues(changed);
      keep(changed);
    },
  };
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    const form = event.currentTarget;
    if (faults.length === 0) return void (may && save.run({ applicationId: id, values, ...(given ? { partyId: given.id } : {}) }));
    requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  };

  return (
    <form onSubmit={submit} noValidate className="flex min-w-0 flex-col gap-4">
      <Panel title={given ? partyName(given) : "New person"} aside={saving ? <SavingLine saving={saving} /> : null}>
        <div className="flex max-w-2xl flex-col gap-4">
          <CommandNotice state={save.current} failed={given ? "This person was not changed" : "This person was not added"} fields={Object.keys(emptyParty)} />
          <div className="grid gap-4 sm:grid-cols-3">
            <TextField label="First name" {...wire(fields, "firstName")} />
            <TextField label="Middle name" optional {...wire(fields, "middleName")} />
            <TextField label="Last name" {...wire(fields, "lastName")} />
          </div>
          <TextField label="Title" optional hint="What they are in the company, like Director." {...wire(fields, "title")} />
          <Ticks name="roles" label="Roles" words={roleWords} {...fields} />
          <TextField label="Share of the company in percent" optional hint="For owners, like 51 or 12.5." inputMode="decimal" {...wire(fields, "share")} />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField label="Date of birth" type="date" hint={known.dateOfBirth ? "Jiko has it. Leave this empty to keep it." : undefined} {...wire(fields, "dateOfBirth")} />
            <TextField label="Citizenship" hint="Two letters, like US." maxLength={2} {...wire(fields, "citizenship")} />
            <Choice name="idType" label="Identified by" words={personIdWords} {...fields} />
            <TextField label="Country of that number" hint="Two letters, like US." maxLength={2} {...wire(fields, "idCountry")} />
          </div>
          <TextField
            label="Identification number"
            hint={known.idNumber ? `Jiko has one that ends in ${given?.identification?.ending}. Leave this empty to keep it.` : "It is shown here again only by its last four characters."}
            {...wire(fields, "idNumber")}
          />
          <TextField label="Telephone" type="tel" {...wire(fields, "phone")} />
          <TextField label="E-mail" type="email" {...wire(fields, "email")} />
          <AddressFields {...fields} />
        </div>
      </Panel>
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          tone="primary"
          barred={may ? null : mayNot}
          busy={save.state === "running" || save.state === "checking"}
          busyLabel={save.state === "checking" ? "Checking…" : "Saving…"}
        >
          {given ? "Save" : "Add this person"}
        </Button>
        <ButtonLink href={applicationHref(id, "people")}>Back</ButtonLink>
      </div>
    </form>
  );
}
