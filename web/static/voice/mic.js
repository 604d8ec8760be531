// Getting at the microphone, and saying in plain words why not.

const WISH = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** Why there will be no microphone: `reason` is a key below "mic" in the words of the page. */
export class NoMicrophone extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

const inWeChat = () => /MicroMessenger/i.test(navigator.userAgent);

/** The reason that is known before asking, or null. */
export function hindrance() {
  if (navigator.mediaDevices && navigator.mediaDevices.getUserMedia) return null;
  if (inWeChat()) return "wechat";
  return window.isSecureContext ? "old" : "insecure";
}

/** Open the microphone. Rejects with NoMicrophone. */
export async function openMicrophone() {
  const reason = hindrance();
  if (reason) throw new NoMicrophone(reason);
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: WISH });
  } catch (error) {
    throw new NoMicrophone(reasonOf(error.name));
  }
}

function reasonOf(name) {
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return inWeChat() ? "wechat" : "denied";
}

/** Let go of the microphone, so that the phone's sign for it goes out. */
export function closeMicrophone(stream) {
  stream.getTracks().forEach((track) => track.stop());
}

/** Whether the browser has been told "never" and will not even ask. */
export async function refusedForGood() {
  try {
    return (await navigator.permissions.query({ name: "microphone" })).state === "denied";
  } catch (error) {
    return false;
  }
}
