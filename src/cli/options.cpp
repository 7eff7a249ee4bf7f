#include "cli/options.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "app/serve.h"

namespace zw::cli {
namespace {

void add_folder(CLI::App& command, Options& o) {
  command.add_option("--data", o.data, "folder of the installation")->capture_default_str();
}

void add_place(CLI::App& command, Options& o) {
  add_folder(command, o);
  command.add_option("--postgres", o.postgres, "PostgreSQL instead of SQLite, as libpq takes it");
}

void add_serve(CLI::App& app, Options& o) {
  auto* c =
      app.add_subcommand("serve", "Run the server; on an empty folder it prints a one-time set-up link");
  add_place(*c, o);
  c->add_option("--host", o.host, "address to listen on")->capture_default_str();
  c->add_option("--port", o.port, "port; 0 lets the system choose")->capture_default_str();
  c->add_option("--threads", o.threads, "network threads")->check(CLI::Range(1, 64))->capture_default_str();
  c->add_option("--profile", o.profile, "password rules")
      ->check(CLI::IsMember({"modern", "mlps3"}))
      ->capture_default_str();
  c->add_option("--relay", o.relays,
                "host:port of a mail relay or webhook on this machine that messages may be sent to");
  c->add_flag("--behind-proxy", o.behind_proxy, "believe X-Forwarded-For and X-Forwarded-Proto");
  c->add_flag("--log-requests", o.log_requests, "one line of JSON per request on standard error");
}

void add_demo(CLI::App& app, Options& o) {
  auto* c = app.add_subcommand("demo", "Create the demonstration zone in an empty folder");
  add_place(*c, o);
  c->add_option("--stage", o.stage, "day of the story")
      ->check(CLI::IsMember({"2020-02-10", "2020-03-15", "2020-06-14"}))
      ->capture_default_str();
  c->add_option("--scale", o.scale, "how many times the article's size")
      ->check(CLI::IsMember({1, 10, 100}))
      ->capture_default_str();
  c->add_option("--seed", o.seed, "of the generator")->each([&o](const std::string&) { o.has_seed = true; });
}

void add_data_verbs(CLI::App& app, Options& o) {
  auto* import = app.add_subcommand("import", "Import a workbook or CSV; problems are named by cell");
  add_place(*import, o);
  import->add_option("file", o.file, "workbook")->required();
  import->add_option("--entity", o.entity, "what the rows are")->capture_default_str();
  import->add_flag("--accept", o.accept, "accept every proposed fix");
  auto* out = app.add_subcommand("export", "Write all records of one kind to a file");
  add_place(*out, o);
  out->add_option("file", o.file, "target: .xlsx, .csv or .json")->required();
  out->add_option("--entity", o.entity, "what to write")->capture_default_str();
  add_place(*app.add_subcommand("check", "Integrity, references, audit chain, invariants"), o);
  auto* backup = app.add_subcommand("backup", "Copy the database and the uploaded files while work goes on");
  add_place(*backup, o);
  backup->add_option("file", o.file, "target; must not exist")->required();
  auto* restore = app.add_subcommand("restore", "Put a checked backup in the place of the database");
  add_folder(*restore, o);
  restore->add_option("file", o.file, "backup")->required();
  restore->add_flag("--replace", o.replace, "set an existing database aside");
}

void add_token(CLI::App& app, Options& o) {
  auto* c = app.add_subcommand("token", "Print a bearer token for a program");
  add_place(*c, o);
  c->add_option("--person", o.person, "name of the person it speaks for")->required();
  c->add_option("--role", o.role, "role it has")
      ->required()
      ->check(CLI::IsMember({"officer", "secretary", "contact", "leader", "administrator", "auditor"}));
  c->add_option("--days", o.days, "days it is valid")->check(CLI::Range(1, 3650))->capture_default_str();
}

void add_subject(CLI::App& app, Options& o) {
  auto* c = app.add_subcommand("subject", "Hand out, or erase, everything that is held about one person");
  add_place(*c, o);
  c->add_option("act", o.act, "what is to be done")->required()->check(CLI::IsMember({"export", "delete"}));
  c->add_option("--zone", o.zone, "number of the zone; the first one if not given");
  auto* person = c->add_option("--person", o.person_id, "number of the person");
  auto* phone = c->add_option("--phone", o.phone, "telephone of a person or contact");
  person->excludes(phone);
  c->add_option("--out", o.file, "file to write the export to");
  c->add_flag("--dry-run", o.dry_run, "say what would be erased, and erase nothing");
  c->callback([&o] {
    if (o.person_id == 0 && o.phone.empty()) throw CLI::RequiredError("--person or --phone");
    if (o.act == "export" && o.file.empty()) throw CLI::RequiredError("--out");
  });
}

void add_solve_flags(CLI::App& command, Options& o) {
  command.add_option("--seconds", o.seconds, "stop after this long");
  command.add_option("--iterations", o.iterations, "stop after this many steps: the same answer each time");
  command.add_option("--seed", o.seed, "decides between equally good plans");
  command.add_option("--threads", o.threads, "schedule: 2 searches and proves at once; match uses one")
      ->check(CLI::Range(1, 64));
}

void add_engine_verbs(CLI::App& app, Options& o) {
  for (const auto& [name, help] : {std::pair{"solve", "Compute a plan from a file, without a server"},
                                   std::pair{"verify", "Judge a plan; names every broken rule"},
                                   std::pair{"explain", "Say why a plan is as it is"},
                                   std::pair{"bound", "Say what no plan can beat"}}) {
    const std::string_view verb = name;
    auto* c = app.add_subcommand(name, help);
    auto* engine = c->add_option("engine", o.engine, "which question: match or schedule")->required();
    engine->check(verb == "bound" ? CLI::IsMember({"schedule"}) : CLI::IsMember({"match", "schedule"}));
    c->add_option("file", o.file, "question: JSON, or a known format of schedules")->required();
    if (verb == "verify" || verb == "explain")
      c->add_option("plan", o.plan, "plan as `solve` printed it")->required();
    if (verb == "explain") {
      c->add_option("--object", o.object, "match: firm:ID or project:ID");
      c->add_option("--officer", o.officer, "match: ask why not this one");
      c->add_option("--activity", o.activity, "schedule: ID; the one that finishes last if not given");
    }
    c->add_option("--grain", o.grain, "schedule: minutes of a slot, for .xml and .xer")
        ->capture_default_str();
    if (verb == "solve" || verb == "bound") add_solve_flags(*c, o);
    if (verb == "solve") c->add_option("--out", o.out, "schedule: the plan for Microsoft Project, as XML");
  }
}

}  // namespace

Parsed parse(int argc, char** argv) {
  Parsed parsed;
  Options& o = parsed.options;
  CLI::App app{
      "Zonewright: every enterprise and every project of an industrial zone, moving through its whole life"};
  app.set_version_flag("--version", app::kVersion);
  app.require_subcommand(1);
  add_serve(app, o);
  add_demo(app, o);
  add_data_verbs(app, o);
  add_token(app, o);
  add_subject(app, o);
  add_engine_verbs(app, o);
  auto* describe = app.add_subcommand("describe", "Print what every entity is made of");
  describe->add_flag("--typescript", o.typescript, "as the types of the screens");
  try {
    app.parse(argc, argv);
    o.verb = app.get_subcommands().front()->get_name();
  } catch (const CLI::ParseError& error) {
    parsed.is_done = true;
    parsed.exit_code = app.exit(error) == 0 ? 0 : 2;
  }
  return parsed;
}

}  // namespace zw::cli
