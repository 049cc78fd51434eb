package koppel.api.vendor;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** How long a send takes, from when its body has been read to what is answered. Costs nothing unless a recording of the JDK's Flight Recorder asks for it. */
@Name("koppel.Send")
@Label("A send")
@Description("From the body, which has been read, to what is answered")
@Category("Koppel")
@StackTrace(false)
final class SendEvent extends Event {}
