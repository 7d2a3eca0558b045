import "server-only";
import type { Command } from "../command";
import type { DeskCommand } from "../desk-command";
import { apply, saveStep, startApplication } from "./applications";
import { confirmPayee } from "./call-back";
import { approve, cancel, reject } from "./decide";
import { file } from "./file";
import { dropPlanned, judgeRecurring, planFlow } from "./forecast";
import { freezeDesk, unfreezeDesk } from "./freeze";
import { commentRequest, removeAttachment } from "./notes";
import { readMessages } from "./messages";
import { markNotifications } from "./notifications";
import { confirmPasskey, enrolPasskey, revokePasskey } from "./passkeys";
import { addPayee, linkPayee, unlinkPayee } from "./payees";
import { changeStrategies, closePocket, openPocket, renamePocket } from "./pockets";
import { proposePolicy, signPolicy, withdrawPolicy } from "./policy";
import { closePortal, openPortal, renamePortal } from "./portals";
import { addParty, changeParty, removeParty } from "./related-parties";
import { orderReport } from "./reports";
import { changeMemberRole, deactivateMember, inviteMember, reactivateMember } from "./team";
import { removeView, saveView, setColumns } from "./views";
import { createWebhook, deleteWebhook, rotateWebhook, switchWebhook, updateWebhook } from "./webhooks";

const all: readonly Command[] = [
  ...[startApplication, saveStep, apply],
  ...[addParty, changeParty, removeParty],
  ...[markNotifications],
  ...[file, approve, reject, cancel],
  ...[addPayee, unlinkPayee, linkPayee],
  ...[openPocket, renamePocket, changeStrategies, closePocket],
  ...[openPortal, renamePortal, closePortal],
  ...[orderReport],
  ...[inviteMember, changeMemberRole, deactivateMember, reactivateMember],
  ...[createWebhook, updateWebhook, switchWebhook, rotateWebhook, deleteWebhook],
];

const ofTheDesk: readonly DeskCommand[] = [
  ...[freezeDesk, unfreezeDesk],
  ...[enrolPasskey, confirmPasskey, revokePasskey],
  ...[commentRequest, removeAttachment],
  ...[confirmPayee],
  ...[judgeRecurring, planFlow, dropPlanned],
  ...[readMessages],
  ...[saveView, removeView, setColumns],
  ...[proposePolicy, withdrawPolicy, signPolicy],
];

/** Every command that changes nothing but what is ours, by name. */
export const deskCommands: ReadonlyMap<string, DeskCommand> = new Map(ofTheDesk.map((one) => [one.name, one]));

/** Every command that Jiko carries out, by name. */
export const commands: ReadonlyMap<string, Command> = new Map(all.map((one) => [one.name, one]));
