import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Runs the veraPDF engine over files: {@code Check PROFILE[,PROFILE] FILE...}, one machine for all.
 *
 * <p>Prints tab-separated lines for script/check-pdf:
 * {@code result file profile rules checks failures}, then for each failed rule
 * {@code failed clause-test count message where}; or {@code fault file profile reason}.
 */
public class Check {
    public static void main(String[] args) {
        VeraGreenfieldFoundryProvider.initialise();
        for (String path : List.of(args).subList(1, args.length)) {
            for (String profile : args[0].split(",")) {
                try {
                    check(path, profile);
                } catch (Exception | LinkageError fault) {
                    line("fault", path, profile, fault);
                }
            }
        }
    }

    private static void check(String path, String profile) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(profile);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(flavour, -1, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            Map<RuleId, TestAssertion> examples = new LinkedHashMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    examples.putIfAbsent(assertion.getRuleId(), assertion);
                }
            }
            int failures = 0;
            for (int count : result.getFailedChecks().values()) {
                failures += count;
            }
            // A run that broke off half-way must not pass for a clean one.
            if (!"normal".equals(result.getJobEndStatus().getValue())) {
                throw new IllegalStateException("the check ended " + result.getJobEndStatus());
            }
            line("result", path, profile, validator.getProfile().getRules().size(),
                    result.getTotalAssertions(), failures);
            examples.forEach((rule, example) -> line("failed",
                    rule.getClause() + "-" + rule.getTestNumber(),
                    result.getFailedChecks().getOrDefault(rule, 0),
                    example.getErrorMessage() == null ? example.getMessage() : example.getErrorMessage(),
                    example.getLocation() == null ? "" : example.getLocation().getContext()));
        }
    }

    private static void line(Object... fields) {
        StringBuilder text = new StringBuilder();
        for (Object field : fields) {
            text.append(text.length() == 0 ? "" : "\t");
            text.append(String.valueOf(field).replaceAll("\\s+", " "));
        }
        System.out.println(text);
    }
}
